package dev.regent.agent.daemon;

/** The daemon cannot start; the message says what is wrong, where, and what to do. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }

  Refused(String message, Throwable cause) {
    super(message, cause);
  }
}
