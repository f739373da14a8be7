package dev.regent.simulation.actors;

import akka.actor.ActorSystem;
import dev.regent.simulation.world.node.Disk;

/** What the two simulated stores of a voter have in common. */
final class Plugins {
  private Plugins() {}

  static DaemonProcess process(ActorSystem system) {
    return system.settings().setup().get(DaemonProcess.class).orElseThrow();
  }

  static StoredJournal journal(DaemonProcess process) {
    return process.disk().file(StoredJournal.class, StoredJournal::new);
  }

  /** What is being written is on the disk from now on, and everybody who checks is told. */
  static void keep(DaemonProcess process) {
    journal(process)
        .keep()
        .ifPresent(write ->
            write
                .events()
                .forEach(event -> {
                  process.disk().append(event);
                  process.sim().probe().stored(process.disk().node(), event);
                }));
  }

  /** What is being written may be on the disk or not. */
  static void leaveToChance(DaemonProcess process) {
    boolean reached = process.sim().random().percent(50);
    if (reached && process.disk().volume().takesWrites()) {
      keep(process);
    } else {
      journal(process).drop();
    }
  }

  static void afterReading(DaemonProcess process, Runnable what) {
    process.sim().agenda().after(process.sim().briefDelay(300, 3_000), process.life(), what);
  }

  static void afterWriting(DaemonProcess process, Runnable what) {
    process
        .sim()
        .agenda()
        .after(
            Disk.latency(process.sim()),
            process.life(),
            () -> process.disk().volume().whenItAnswers(process.life(), what));
  }
}
