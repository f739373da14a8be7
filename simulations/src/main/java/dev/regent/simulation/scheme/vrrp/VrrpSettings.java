package dev.regent.simulation.scheme.vrrp;

/**
 * A {@code vrrp_instance} and its {@code vrrp_script}, as a {@code keepalived.conf} has them.
 *
 * @param priority of this node, 1 to 254
 * @param routerId only advertisements with the same one are heard
 * @param password the same holds for it
 * @param preempt whether a higher priority takes the address from a lower one
 * @param advertEach nanoseconds between advertisements
 * @param script how the check counts
 */
public record VrrpSettings(
    int priority,
    int routerId,
    String password,
    boolean preempt,
    long advertEach,
    TrackSettings script) {

  /**
   * How a {@code vrrp_script} counts.
   *
   * @param weight added to the priority while it succeeds, if positive; while it fails, if
   *     negative; with 0 a failure is the fault of the whole instance
   * @param each nanoseconds between runs, and the most that a run may take
   * @param fall failures in a row that count as one
   * @param rise successes in a row that count as one
   */
  public record TrackSettings(int weight, long each, int fall, int rise) {}
}
