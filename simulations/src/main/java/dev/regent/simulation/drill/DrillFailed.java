package dev.regent.simulation.drill;

/** A drill could not be carried out or judged; the message says what was waited for. */
public final class DrillFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  public DrillFailed(String what) {
    super(what);
    this.what = what;
  }

  public DrillFailed(String what, Throwable cause) {
    super(what, cause);
    this.what = what;
  }

  /** The message. */
  public String what() {
    return what;
  }
}
