package dev.regent.config.settings;

/**
 * The kernel watchdog for a frozen machine (H4).
 *
 * @param device as {@code /dev/watchdog}; not opened when the mode is off
 */
public record WatchdogSettings(Mode mode, String device) {
  /** Whether a watchdog is used. */
  public enum Mode {
    /** Not used. */
    OFF,
    /** Used when the device can be opened. */
    AUTOMATIC,
    /** No watchdog, no promotion. */
    REQUIRED
  }
}
