package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.JournalSettings;
import dev.regent.controller.journal.Journal;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in one JVM, over real sockets and real journals. */
class CellSystemTest {
  /** A membership that lost its majority while it was being made begins again, which takes 20 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path directory;
  private final CellSettings cell = Cells.three();
  private final Map<NodeId, Running> nodes = new TreeMap<>();

  private record Running(CellSystem system, Journal journal) {}

  @AfterEach
  void stopAll() {
    List.copyOf(nodes.keySet()).forEach(this::stop);
  }

  @Test
  void threeNodesFormOneLedgerAndAgreeOnALeader() {
    startAll();
    assertThat(state(Cells.A).replica().state().orElseThrow().formation())
        .isEqualTo(state(Cells.W).replica().state().orElseThrow().formation());
  }

  @Test
  void anotherOneLeadsSoonAfterTheLeaderIsGoneWhateverTheMembershipThinks() {
    startAll();
    await(() -> state(Cells.A).reachable().equals(List.of(Cells.A, Cells.B, Cells.W)));
    NodeId gone = leader().orElseThrow();
    stop(gone);
    long start = System.nanoTime();
    await(() -> leader().filter(leader -> !leader.equals(gone)).isPresent());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf("MEASURED another leader %d ms after the first%n", took.toMillis());
    NodeId left = nodes.keySet().iterator().next();
    await(() -> !state(left).reachable().contains(gone));
  }

  @Test
  void aDownedMemberComesBackByItselfAndNoVoterNotices() {
    startAll();
    await(() -> state(Cells.W).reachable().size() == 3);
    List<ActorSystem<?>> members = new ArrayList<>();
    List<ActorSystem<?>> voters = new ArrayList<>();
    system(Cells.A).listenToMembership(collecting(members));
    system(Cells.A).listen(collecting(voters));
    Cluster cluster = Cluster.get(members.getFirst());
    cluster.manager().tell(new Down(cluster.selfMember().address()));
    await(() -> members.size() == 2);
    await(() -> !state(Cells.W).reachable().contains(Cells.A));
    await(() -> state(Cells.W).reachable().contains(Cells.A));
    assertThat(voters).hasSize(1);
    assertThat(voters.getFirst().getWhenTerminated().toCompletableFuture()).isNotDone();
    assertThat(leader()).isPresent();
  }

  @Test
  void aVotersSystemThatEndsIsReplacedAndTheAgentsRouterStillWorks() throws Exception {
    startAll();
    BlockingQueue<Envelope> agent = new LinkedBlockingQueue<>();
    system(Cells.A).registerAgent(Cells.ORDERS, agent::add);
    Router router = system(Cells.B).router();
    system(Cells.A).system().terminate();
    system(Cells.B).system().terminate();
    await(() -> system(Cells.A).view(Cells.ORDERS).state().isPresent());
    long sequence = 0;
    Envelope got = null;
    while (got == null) {
      router.send(toAgentOfA(sequence++));
      got = agent.poll(100, TimeUnit.MILLISECONDS);
    }
    assertThat(got.to()).isEqualTo(Cells.A);
  }

  @Test
  void aReturningPeerIsReachedSoon() throws Exception {
    startAll();
    stop(Cells.A);
    Router router = system(Cells.W).router();
    for (int i = 0; i < 60; i++) {
      router.send(toAgentOfA(i));
      Thread.sleep(100);
    }
    BlockingQueue<Envelope> agent = new LinkedBlockingQueue<>();
    start(Cells.A);
    long up = System.nanoTime();
    system(Cells.A).registerAgent(Cells.ORDERS, agent::add);
    Envelope got = null;
    for (int i = 0; got == null; i++) {
      router.send(toAgentOfA(i));
      got = agent.poll(10, TimeUnit.MILLISECONDS);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - up);
    System.out.printf("MEASURED a returning peer is reached after %d ms%n", took.toMillis());
    assertThat(took).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aPortThatIsTakenIsRefusedByName() {
    start(Cells.A);
    Journal other =
        Journal.open(new JournalSettings.Sqlite(directory.resolve("other.sqlite").toString()));
    assertThatThrownBy(() -> CellSystem.start(setup(Cells.A, other)))
        .isInstanceOf(CellRefused.class)
        .hasMessageContaining(
            cell.node(Cells.A).orElseThrow().clusterEndpoint() + " cannot be listened on");
    other.close();
  }

  private static Envelope toAgentOfA(long request) {
    Message any =
        new Message.ReportRequest(
            new dev.regent.protocol.Session(Cells.A, 1, 1),
            dev.regent.protocol.Revision.NONE,
            request);
    return new Envelope(Cells.ORDERS, Optional.empty(), Cells.B, Cells.A, any);
  }

  private static CellListener collecting(List<ActorSystem<?>> systems) {
    return new CellListener() {
      @Override
      public void up(ActorSystem<?> system) {
        systems.add(system);
      }

      @Override
      public void down(String name) {
        // Whoever waits looks at the next one.
      }
    };
  }

  private void startAll() {
    List.of(Cells.A, Cells.B, Cells.W).forEach(this::start);
    await(() -> leader().isPresent());
  }

  /** The leader that all running nodes name, if they name the same. */
  private Optional<NodeId> leader() {
    List<Optional<NodeId>> named =
        nodes.values().stream()
            .map(running -> running.system.view(Cells.ORDERS).state())
            .map(state -> state.flatMap(VoterState::leader))
            .distinct()
            .toList();
    return named.size() == 1 ? named.getFirst() : Optional.empty();
  }

  private void start(NodeId node) {
    Path file = directory.resolve(node.name()).resolve("ledger.sqlite");
    Journal journal = Journal.open(new JournalSettings.Sqlite(file.toString()));
    CellSystem system = CellSystem.start(setup(node, journal));
    system.join();
    nodes.put(node, new Running(system, journal));
  }

  private CellSystem system(NodeId node) {
    return Objects.requireNonNull(nodes.get(node)).system;
  }

  private CellSetup setup(NodeId node, Journal journal) {
    return new CellSetup(
        cell, node, journal, "machine-" + node, Cells::now, Instant::now, new Random());
  }

  private void stop(NodeId node) {
    Running running = Objects.requireNonNull(nodes.remove(node));
    running.system.close();
    running.journal.close();
  }

  private VoterState state(NodeId node) {
    return system(node).view(Cells.ORDERS).state().orElseThrow();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it came true in time").isLessThan(end);
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
