// The widget's own sentences.

export const EMERGENCY =
  "If you have trouble breathing, swallowing or speaking, sudden weakness of the face, an arm or a leg, or any change in " +
  "your sight, call your emergency number now (112, 999, 911 or 000).";
export const GREETING =
  "Hello. I answer questions about a face that feels uneven, heavy or weak after Botox or a similar treatment, and help " +
  "you decide whom to see and how soon.\nI am software, not a doctor. What have you noticed?";
export const STARTERS = ["My smile is uneven", "My face feels heavy", "How long will it last?", "Could it be permanent?"];

/** Level: its words (the same as the terminal's, a test compares them) and its icon. */
export const LEVELS = {
  EMERGENCY: ["Emergency: call now", "alert"],
  SAME_DAY: ["Be seen today", "clock"],
  SUPPORT: ["Support for you comes first", "heart"],
  SPECIALIST: ["See a specialist", "doctor"],
  INJECTOR: ["See your injector", "calendar"],
  WATCH: ["Look after it at home, with a review date", "home"],
  INFO: ["Information", "info"],
};
export const DATES = {
  review: "Clearly better by",
  specialist_if_no_change: "No change? See a specialist",
  specialist: "Anything left? See a specialist",
};

/** What is said for a problem's code. */
export const PROBLEMS = {
  "too-many": "That was a lot at once. Your message goes out in a moment.",
  "in-flight": "Still answering the message before. Yours goes out in a moment.",
  "bad-message": "That message could not be read. Please put it in other words.",
  "too-large": "That message is too long. Please shorten it.",
  "foreign-origin": "This page is not allowed to use the chat. Please tell the clinic.",
  "no-summary": "There is no advice to sum up yet. Tell me first what you noticed.",
  "not-forgotten": "The conversation could not be deleted. Please tell the clinic.",
  cancelled: "The answer was stopped.",
};
export const FAILED = "Something went wrong on our side.";
export const OFFLINE = "No connection. Your message is kept here and is sent only once.";
export const LOST = "The connection was lost. Trying again …";
export const SLOW = "This takes longer than usual. Still working on it";
export const TYPING = "The assistant is writing";
export const ENDED = "Your session has ended, so the conversation starts again. I no longer know what you told me before.";
export const UNANSWERED = "Your last message was not answered.";
export const NO_HISTORY = "The conversation so far could not be loaded.";
export const NOT_DELETED = "Not deleted: the server could not be reached.";
export const NO_SUMMARY = "The summary could not be loaded. Please try again.";
