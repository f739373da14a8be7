package dev.regent.simulation.liveness;

import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.node.VoterHost;
import java.time.Duration;
import java.util.Optional;

/** One row played: the cell is brought to where the row begins, cut, and left alone. */
public final class CutRun {
  /** How long a message of the slow node takes at most. */
  static final Duration SLOW = Duration.ofMillis(300);

  private static final Duration STEP = Duration.ofMillis(20);

  /** So long it has to stay well: an election or a suspicion under way would show. */
  private static final Duration STEADY = Duration.ofSeconds(6);

  private static final Duration ORDER_LIMIT = Duration.ofSeconds(5);
  private static final String BY = "the table";

  private final CutTable.Row row;
  private final Cluster cluster;

  private CutRun(CutTable.Row row, Cluster cluster) {
    this.row = row;
    this.cluster = cluster;
  }

  /**
   * What became of it.
   *
   * @param settled from the cut until a leased primary committed and obeyed for good; empty when
   *     that never was within the bound
   * @param primary at the end
   * @param leader at the end
   * @param missing what was not so at the end
   */
  public record Result(
      CutTable.Row row,
      Optional<Duration> settled,
      Optional<NodeId> primary,
      Optional<NodeId> leader,
      Optional<String> missing) {}

  /** Plays a row; every invariant is checked after every event. */
  public static Result of(CutTable.Row row) {
    CutRun run = new CutRun(row, Cluster.settled(WorldSettings.usual(1)));
    run.begin();
    return run.play();
  }

  /** Until leader and primary are those of the row. */
  private void begin() {
    if (!cluster.primary().equals(row.primary())) {
      cluster.ask(new Command.Switchover(Optional.of(row.primary()), false, BY));
      cluster.expectPrimary(row.primary(), Duration.ofSeconds(30)).settle();
    }
    if (!cluster.leader().equals(row.leader())) {
      handOver(cluster.leader());
    }
  }

  /** The leader hands over to the row's, as it does to one that it prefers (R7). */
  private void handOver(NodeId leader) {
    VoterState state = cluster.node(leader).voter().flatMap(VoterHost::state).orElseThrow();
    cluster
        .node(row.leader())
        .receive(
            new Envelope(
                state.setup().database().name(),
                Optional.of(cluster.state().formation()),
                leader,
                row.leader(),
                new Message.HandOver(state.replica().promised())));
    cluster.until(
        row.leader() + " leads",
        Duration.ofSeconds(5),
        () -> cluster.world().leader().filter(now -> now.id().equals(row.leader())).isPresent());
  }

  private Result play() {
    long cutAt = cluster.world().now();
    row.cut().make(cluster);
    if (row.slow()) {
      slow();
    }
    Optional<Long> since = Optional.empty();
    Optional<String> missing = Optional.of("nothing happened");
    long end = cutAt + Nanos.of(CutTable.BOUND.plus(STEADY));
    while (cluster.world().now() < end) {
      cluster.runFor(STEP);
      missing = missing();
      if (missing.isPresent()) {
        since = Optional.empty();
      } else if (since.isEmpty()) {
        since = Optional.of(cluster.world().now());
      }
    }
    if (missing.isEmpty()) {
      missing = disobedient();
    }
    Optional<Long> well = missing.isPresent() ? Optional.empty() : since;
    return new Result(
        row,
        well.map(at -> Duration.ofNanos(at - cutAt)),
        cluster.holder(),
        cluster.world().leader().map(node -> node.id()),
        missing);
  }

  private void slow() {
    NodeId third = row.cut().third();
    cluster.world().nodes().stream()
        .map(node -> node.id())
        .filter(other -> !other.equals(third))
        .forEach(other -> {
          cluster.world().sim().network().link(third, other).delaying(Nanos.MILLI, Nanos.of(SLOW));
          cluster.world().sim().network().link(other, third).delaying(Nanos.MILLI, Nanos.of(SLOW));
        });
  }

  private Optional<String> missing() {
    World world = cluster.world();
    if (world.leader().isEmpty()) {
      return Optional.of("no leader");
    }
    if (!(cluster.state().phase() instanceof Phase.Primary primary)) {
      return Optional.of("phase " + cluster.state().phase());
    }
    NodeId holder = primary.holder().node();
    if (!world.server(holder).isOpenPrimary()) {
      return Optional.of(holder + " is not open");
    }
    return world.now() - world.lastAcknowledged() > Nanos.SECOND
        ? Optional.of("no write was acknowledged for a second")
        : Optional.empty();
  }

  /** Commanded: what the leader commits now, the primary obeys soon. */
  private Optional<String> disobedient() {
    cluster.ask(new Command.Pause(BY));
    long end = cluster.world().now() + Nanos.of(ORDER_LIMIT);
    while (cluster.world().now() < end) {
      cluster.runFor(STEP);
      if (obeys()) {
        return Optional.empty();
      }
    }
    return Optional.of("what the leader commits does not reach the primary");
  }

  private boolean obeys() {
    return cluster
        .node(cluster.primary())
        .agent()
        .flatMap(agent -> agent.state())
        .filter(agent -> agent.paused())
        .isPresent();
  }
}
