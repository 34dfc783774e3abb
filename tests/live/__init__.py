import pytest

pytest.register_assert_rewrite("tests.live.compare")  # so that it says what differed
