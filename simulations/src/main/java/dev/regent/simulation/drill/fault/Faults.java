package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All faults, in the order in which the drills run; those of {@link #steps} only when named. */
public final class Faults {
  private Faults() {}

  public static List<Fault> all() {
    List<Fault> all =
        new ArrayList<>(
            List.of(
                Simple.postmasterKilled(),
                Simple.nodeKilled(),
                new DaemonFrozen(),
                Simple.daemonKilled(),
                new StoppedByHand(),
                Simple.postgresHung(),
                new BusyBackend(),
                new Switchover("there"),
                new Switchover("back"),
                new SwitchoverDirty(),
                new SwitchoverFrozenStandby(),
                new ReplayHeld.ReplayConflict(),
                new ReplayHeld.ReplayPaused(),
                Simple.witnessKilled(),
                Simple.standbyKilled(),
                new LeaderKilled(),
                new OldPrimaryByHand()));
    all.addAll(AllRestarted.inEachOrder());
    return List.copyOf(all);
  }

  /** A second blow at every step of a failover: many, so they run only when asked for. */
  public static List<Fault> steps() {
    return KilledAtStep.all();
  }

  /** Those of these names, in the usual order; none when a name is unknown to {@link #names}. */
  public static List<Fault> named(List<String> wanted) {
    return known().filter(fault -> wanted.contains(fault.name())).toList();
  }

  /** All names, once each. */
  public static List<String> names() {
    return known().map(Fault::name).distinct().toList();
  }

  private static Stream<Fault> known() {
    return Stream.concat(all().stream(), steps().stream());
  }
}
