"""The concern model in TensorFlow: the sentence encoder with one attention head a label (its served graph: `nlu.concerns_graph`).

Each label has its own attention over the token states, which lets a clause of a long message speak for itself. One more head tells
of every token whether what is said there is present and meant, for the mentions that the patterns find.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from nlu import weights

OUTPUTS = ("scores", "values", "means", "meant")
SCALE = 8.0  # length the token states are brought to
DROPOUT = 0.2


class ConcernNetwork:
    """BERT, its first `frozen` layers as upstream has them, and the heads: attention a label plus the mean of the token states."""

    def __init__(self, labels: int, *, frozen: int) -> None:
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        import tensorflow as tf
        from transformers import TFBertModel, logging

        logging.set_verbosity_error()
        bert = TFBertModel.from_pretrained(str(weights.folder()), use_safetensors=True)
        width = bert.config.hidden_size
        self.frozen = frozen
        self.embeddings, self.layers = bert.bert.embeddings, bert.bert.encoder.layer
        self.heads = [
            tf.Variable(tf.random.normal((width, labels), stddev=0.05), name="query"),
            tf.Variable(tf.random.normal((labels, width), stddev=0.02), name="own"),
            tf.Variable(tf.zeros((width, labels)), name="mean"),
            tf.Variable(tf.fill((labels,), -2.5), name="bias"),
            tf.Variable(tf.random.normal((width,), stddev=0.02), name="meant"),
            tf.Variable(0.0, name="meant_bias"),
        ]

    @property
    def upper(self) -> list[Any]:
        """The variables of the layers that learn, in a fixed order."""
        return [variable for layer in self.layers[self.frozen :] for variable in layer.trainable_variables]

    def lower_states(self, ids: Any, mask: Any) -> Any:
        """Token states (batch, tokens, width) after the frozen layers, from ids and mask, int32 (batch, tokens)."""
        return _through(self.layers[: self.frozen], self.embeddings(input_ids=ids, training=False), mask, training=False)

    def read(self, states: Any, mask: Any, *, training: bool = False) -> tuple[Any, Any, Any]:
        """From the states after the frozen layers: logits (batch, labels), attention (batch, tokens, labels), and the logits of
        being meant (batch, tokens)."""
        import tensorflow as tf

        scores, values, means, meant = self.tokens(states, mask, training=training)
        real = tf.cast(mask, tf.float32)[:, :, None]
        attention = tf.nn.softmax(scores - 1e4 * (1 - real), axis=1)
        average = tf.reduce_sum(means * real, 1) / tf.reduce_sum(real, 1)
        return tf.reduce_sum(attention * values, 1) + average, attention, meant

    def tokens(self, states: Any, mask: Any, *, training: bool = False) -> tuple[Any, Any, Any, Any]:
        """What each token says: attention scores, values and means (batch, tokens, labels), and of being meant (batch, tokens).

        The logits of any span of tokens are its values averaged by softmax of its scores, plus the plain average of its means.
        """
        import tensorflow as tf

        query, own, mean, bias, meant, meant_bias = self.heads
        states = _through(self.layers[self.frozen :], states, mask, training=training)
        states = SCALE * states / (tf.norm(states, axis=-1, keepdims=True) + 1e-6)
        if training:
            states = tf.nn.dropout(states, DROPOUT)
        scores, values = tf.matmul(states, query), tf.matmul(states, own, transpose_b=True)
        return scores, values, tf.matmul(states, mean) + bias, tf.linalg.matvec(states, meant) + meant_bias


def _through(layers: Sequence[Any], states: Any, mask: Any, *, training: bool) -> Any:
    import tensorflow as tf

    hidden = (1.0 - tf.cast(mask[:, None, None, :], tf.float32)) * -1e4
    for layer in layers:
        states = layer(
            states,
            attention_mask=hidden,
            head_mask=None,
            encoder_hidden_states=None,
            encoder_attention_mask=None,
            past_key_value=None,
            output_attentions=False,
            training=training,
        )[0]
    return states
