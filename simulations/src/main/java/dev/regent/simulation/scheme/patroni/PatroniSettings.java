package dev.regent.simulation.scheme.patroni;

/**
 * What {@code patroni.yml} and {@code haproxy.cfg} say; times in nanoseconds.
 *
 * @param ttl of the leader key
 * @param loopWait between two looks of a daemon
 * @param retryTimeout how long a daemon tries to reach etcd before a primary demotes itself
 * @param maximumLagRows {@code maximum_lag_on_failover}, as rows
 * @param watches whether a daemon looks at once when the leader key goes
 * @param watchdogTimeout after which a machine resets whose daemon does not feed the watchdog; 0
 *     without one
 * @param proxy how HAProxy checks
 */
public record PatroniSettings(
    long ttl,
    long loopWait,
    long retryTimeout,
    int maximumLagRows,
    boolean watches,
    long watchdogTimeout,
    Proxy proxy) {

  /** {@code default-server inter 3s fall 3 rise 2} */
  public record Proxy(long inter, int fall, int rise) {}
}
