package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormationTest {

  @Test
  void threeEmptyNodesBecomeAPrimaryWithARedundantStandby() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(1));

    assertThat(cluster.primary()).isEqualTo(Nodes.A);
    assertThat(cluster.state().sync().members()).isEqualTo(List.of(Nodes.B));
    assertThat(cluster.count(LedgerEvent.BootstrapStarted.class)).isOne();
    assertThat(cluster.count(LedgerEvent.PrimaryGranted.class)).isOne();
  }

  @Test
  void nothingIsFormedWhileAVoterIsMissing() {
    Cluster cluster = Cluster.of(WorldSettings.usual(2)).powerOff(Nodes.W);

    cluster.runFor(Duration.ofSeconds(20));

    assertThat(cluster.world().database().filter(s -> !(s.phase() instanceof Phase.Vacant)))
        .isEmpty();
    cluster.powerOn(Nodes.W).settle();
  }

  @Test
  void aNodeThatLosesItsJournalInTheMiddleDoesNotSplitTheFormation() {
    for (int millis = 0; millis < 40; millis++) {
      Cluster cluster = Cluster.of(WorldSettings.usual(100 + millis));
      cluster.runFor(Duration.ofMillis(millis)).powerOff(Nodes.B);
      if (!cluster.node(Nodes.B).disk().recovered().isFormed()) {
        cluster.loseJournal(Nodes.B);
      }

      cluster.runFor(Duration.ofMillis(300)).powerOn(Nodes.B).settle();
    }
  }

  @Test
  void powerLossAtAnyMomentOfTheFirstMinuteIsSurvived() {
    for (int millis = 0; millis < 9_000; millis += 300) {
      Cluster cluster = Cluster.of(WorldSettings.usual(200 + millis));
      cluster.runFor(Duration.ofMillis(millis));
      List.of(Nodes.A, Nodes.B, Nodes.W).forEach(cluster::powerOff);

      cluster.runFor(Duration.ofMillis(500));
      List.of(Nodes.W, Nodes.B, Nodes.A).forEach(cluster::powerOn);

      cluster.settle();
    }
  }
}
