package dev.regent.simulation.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.load.ConfigLoader;
import dev.regent.config.load.LoadResult;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.base.SplitMix;
import dev.regent.simulation.world.node.Fidelity;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.node.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated data nodes, with a witness that is simulated too, in virtual time. */
class DuoTest {
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId W = new NodeId("w");
  private static final long SECOND = 1_000_000_000L;
  private static final long STEP = 10_000_000L;

  private final Agenda agenda = new Agenda();
  private final SplitMix random = new SplitMix(7);
  private final Sim sim = Sim.of(agenda, random, new Probe() {});
  private Duo duo;
  private Node witness;

  @BeforeEach
  void build(@TempDir Path root) throws IOException {
    FleetFiles files =
        new FleetFiles(1, new FleetFiles.Addresses("192.0.2.11", "192.0.2.13", "192.0.2.31"));
    var loaded = (LoadResult.Loaded) ConfigLoader.load(files.write(root));
    DatabaseSettings database = loaded.cell().databases().getFirst();
    duo = new Duo(sim, loaded, database, this::carry);
    VoterSetup setup =
        new VoterSetup(
            W,
            database,
            loaded.cell().lease(),
            loaded.cell().election(),
            database.votersInOrder(),
            loaded.settingsHash(),
            "machine-w");
    Segment segment = new Segment(agenda, sim.network());
    NodeClock clock = new NodeClock(agenda, 5, 0);
    witness =
        new Node(
            new Node.Identity(sim, clock, setup, Fidelity.CORE_ON_CALM_DISKS, segment),
            Optional.empty(),
            this::carry);
    duo.start();
    witness.start();
  }

  private void carry(Envelope envelope) {
    sim.network()
        .send(
            envelope.from(),
            envelope.to(),
            () -> {
              if (envelope.to().equals(W)) {
                witness.receive(envelope);
              } else {
                duo.receive(envelope);
              }
            });
  }

  @Test
  void becomesRedundantOnThePreferredNodeAndMovesWhenItDies() {
    assertThat(within(60 * SECOND, duo::isReady)).isTrue();
    long struck = agenda.now();
    kill();
    assertThat(within(30 * SECOND, this::hasMoved)).isTrue();
    assertThat(duo.wrote().orElseThrow() - struck).isBetween(3 * SECOND, 8 * SECOND);
  }

  @Test
  void neverMovesWithoutTheWitness() {
    assertThat(within(60 * SECOND, duo::isReady)).isTrue();
    witness.powerOff();
    kill();
    assertThat(within(30 * SECOND, this::hasMoved)).isFalse();
  }

  private void kill() {
    for (NodeId other : new NodeId[] {B, W}) {
      sim.network().link(A, other).cut(true);
      sim.network().link(other, A).cut(true);
    }
    duo.strike();
  }

  private boolean hasMoved() {
    duo.tryToWrite();
    return duo.wrote().isPresent();
  }

  private boolean within(long limit, BooleanSupplier condition) {
    long end = agenda.now() + limit;
    while (agenda.now() < end && !condition.getAsBoolean()) {
      long until = agenda.now() + STEP;
      while (agenda.step(until)) {
        // Time passes.
      }
    }
    return condition.getAsBoolean();
  }
}
