package dev.regent.controller.actor;

/** The cell's node cannot start here; the message is for a person. */
public final class CellRefused extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  CellRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
