package dev.regent.simulation.scheme.patroni;

import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.world.base.Alarm;

/** softdog: resets a machine whose daemon opened it and does not feed it in time. */
final class Watchdog {
  private final Host host;
  private final long timeout;
  private boolean armed;
  private Alarm alarm;

  /** A watchdog of this machine; one with timeout 0 does nothing. */
  Watchdog(Host host, long timeout) {
    this.host = host;
    this.timeout = timeout;
    this.alarm = alarm();
    host.onBoot(() -> alarm = alarm());
  }

  private Alarm alarm() {
    armed = false;
    return new Alarm(host.cell().agenda(), host.process("softdog"), this::ring);
  }

  void feed() {
    if (timeout > 0) {
      armed = true;
      alarm.set(host.cell().now() + timeout);
    }
  }

  void disarm() {
    armed = false;
  }

  private void ring() {
    if (armed) {
      host.cell().deed(host, "the watchdog resets the machine");
      host.powerOff();
      host.powerOn();
    }
  }
}
