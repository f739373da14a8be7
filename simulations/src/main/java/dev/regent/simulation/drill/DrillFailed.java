package dev.regent.simulation.drill;

/** A drill could not be carried out or judged; the message says what was waited for. */
public final class DrillFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DrillFailed(String message) {
    super(message);
  }

  public DrillFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
