package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.Nanos;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** I12: without faults no role change, also on a network that is merely slow and lossy. */
class CalmTest {

  @Test
  void anHourWithoutFaultsChangesNothing() {
    Cluster cluster = Nodes.usual(1);
    int before = cluster.events().size();

    cluster.runFor(Duration.ofHours(1));

    assertThat(cluster.events()).hasSize(before);
  }

  @Test
  void theFastProfileIsCalmToo() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(2).with(Profile.FAST));
    int before = cluster.events().size();

    cluster.runFor(Duration.ofMinutes(10));

    assertThat(cluster.events()).hasSize(before);
  }

  @Test
  void delaysBelowTheSuspectTimeChangeNoRole() {
    Cluster cluster = Nodes.usual(3);
    List<NodeId> all = List.of(Nodes.A, Nodes.B, Nodes.W);
    all.forEach(from ->
        all.stream()
            .filter(to -> !to.equals(from))
            .forEach(to ->
                cluster
                    .world()
                    .sim()
                    .network()
                    .link(from, to)
                    .losing(2)
                    .delaying(Nanos.MILLI, 80 * Nanos.MILLI)));

    cluster.runFor(Duration.ofMinutes(10));

    assertThat(cluster.count(LedgerEvent.PrimaryRevoked.class)).isZero();
  }
}
