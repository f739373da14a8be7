package dev.regent.controller.journal;

/**
 * The journal cannot be used, and nothing of it was changed. The message is for a person: which
 * journal, what is wrong with it, what to do.
 */
public final class JournalRefused extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  JournalRefused(String message) {
    super(message);
  }

  JournalRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
