package dev.regent.simulation.drill;

/** What the cell answered to a command: a status of HTTP and a sentence. */
public record Answer(int status, String text) {
  private static final int ACCEPTED = 202;

  public boolean isAccepted() {
    return status == ACCEPTED;
  }
}
