package dev.regent.simulation.scheme.vrrp;

/**
 * The rules by which VRRP routers find their master. Source: RFC 3768 sections 6.1 and 6.4, and
 * keepalived's manual for {@code weight}.
 */
public final class Election {
  /** Sent by a master that leaves. */
  public static final int LEAVING = 0;

  private static final int LOWEST = 1;
  private static final int HIGHEST = 254;
  private static final int SCALE = 256;
  private static final int ADVERTS_MISSED = 3;

  private Election() {}

  /** The priority of a node, by what its check says. */
  public static int priority(VrrpSettings settings, boolean checkSucceeds) {
    int weight = settings.script().weight();
    boolean counts = weight > 0 ? checkSucceeds : !checkSucceeds;
    int priority = counts ? settings.priority() + weight : settings.priority();
    return Math.clamp(priority, LOWEST, HIGHEST);
  }

  /** Nanoseconds that a lower priority waits longer. */
  public static long skew(int priority, long advertEach) {
    return advertEach * (SCALE - priority) / SCALE;
  }

  /** Nanoseconds without an advertisement after which a backup takes over. */
  public static long patience(int priority, long advertEach) {
    return ADVERTS_MISSED * advertEach + skew(priority, advertEach);
  }

  /** Whether a backup takes the sender for its master. */
  public static boolean isFollowed(Advert heard, int ownPriority, boolean preempt) {
    return !preempt || heard.priority() >= ownPriority;
  }

  /** Whether a master gives way to the sender; between equals the higher address stays. */
  public static boolean givesWay(Advert heard, int ownPriority, int ownAddress) {
    return heard.priority() > ownPriority
        || (heard.priority() == ownPriority && heard.address() > ownAddress);
  }

  /**
   * What a master says each interval.
   *
   * @param address the last part of its IP address
   */
  public record Advert(int address, int priority, int routerId, String password) {
    boolean isFor(VrrpSettings settings) {
      return routerId == settings.routerId() && password.equals(settings.password());
    }
  }
}
