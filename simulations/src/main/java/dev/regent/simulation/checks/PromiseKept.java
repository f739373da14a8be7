package dev.regent.simulation.checks;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Inspector;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * S1: every acknowledged row is on at least k members of S, and every rule by which PostgreSQL
 * releases commits keeps that so. S4: a promotion ends under a rule that releases none. R6: clients
 * come in when k members of S have the end of recovery.
 */
public final class PromiseKept implements Inspector {
  private static final int EVENTS_PER_LOOK = 400;

  private final World world;
  private final OneLine ledger;
  private final BitSet acknowledged = new BitSet();
  private final SortedMap<NodeId, TimelineId> opened = new TreeMap<>();
  private Revision looked = Revision.NONE;
  private Optional<Ruling> kept = Optional.empty();
  private int events;

  /** What the ledger promises, and the rules by which PostgreSQL releases commits. */
  private record Ruling(SyncSet sync, List<SyncRule> rules) {}

  public PromiseKept(World world, OneLine ledger) {
    this.world = world;
    this.ledger = ledger;
  }

  @Override
  public void acknowledged(NodeId node, TimelineId timeline, int row) {
    acknowledged.set(row);
  }

  @Override
  public void promoted(NodeId node, TimelineId timeline, BitSet rows) {
    boolean blocks = world.server(node).rulesInForce().stream().allMatch(SyncRule::isBlocking);
    if (world.settings().mode().isSynchronous() && !blocks) {
      throw new Violation(
          "S4: %s is promoted under %s".formatted(node, world.server(node).rulesInForce()));
    }
  }

  @Override
  public void happened() {
    Optional<Entry> newest = ledger.newest();
    if (newest.isPresent() && newest.get().state().mode().isSynchronous()) {
      look(newest.get());
    }
  }

  private void look(Entry entry) {
    DatabaseState state = entry.state();
    events++;
    if (!entry.revision().equals(looked) || events % EVENTS_PER_LOOK == 0) {
      looked = entry.revision();
      requireRows(entry);
    }
    if (state.phase() instanceof Phase.Primary primary) {
      Postgres server = world.server(primary.holder().node());
      if (server.isPrimary() && server.timeline().equals(primary.timeline())) {
        requireRules(entry, new Ruling(state.sync(), server.rulesInForce()));
      }
    }
    for (Postgres server : world.servers()) {
      requireConfirmed(state, server);
    }
  }

  private void requireRows(Entry entry) {
    SyncSet sync = entry.state().sync();
    if (sync.isAlone() || isLossForced()) {
      return;
    }
    List<BitSet> missing =
        sync.members().stream().map(node -> world.server(node).unflushed(acknowledged)).toList();
    int spare = missing.size() - sync.confirmations();
    missing.stream()
        .flatMapToInt(BitSet::stream)
        .filter(row -> missing.stream().filter(rows -> rows.get(row)).count() > spare)
        .findFirst()
        .ifPresent(row -> {
          throw new Violation("S1: row %d is not on %s at %s".formatted(row, sync, entry));
        });
  }

  /** A member's disk was taken away, or a person accepted a loss by name (S3): I2 judges those. */
  private boolean isLossForced() {
    return world.servers().stream().anyMatch(Postgres::hasLostData)
        || ledger.all().stream()
            .anyMatch(entry ->
                entry.event() instanceof LedgerEvent.PrimaryRevoked revoked
                    && revoked.acceptDataLoss());
  }

  /** In its own arithmetic, so that a fault in the core's is seen; k = 0 promises nothing. */
  private void requireRules(Entry entry, Ruling ruling) {
    if (kept.isPresent() && kept.get().equals(ruling)) {
      return;
    }
    kept = Optional.of(ruling);
    SyncSet sync = ruling.sync();
    for (SyncRule rule : ruling.rules()) {
      long outside =
          rule.standbys().stream().filter(node -> !sync.members().contains(node)).count();
      boolean kept =
          sync.isAlone() || rule.isBlocking() || sync.confirmations() + outside <= rule.required();
      if (!kept) {
        throw new Violation("S1: %s is in force under %s, %s".formatted(rule, sync, entry));
      }
    }
  }

  /**
   * An opening that is under way goes on when the primary's time ends, for the stop comes after it;
   * through a pause, whose end grants the same node k = 0; and when a restart in place begins,
   * which its agent has not heard of yet, on the timeline of before.
   */
  private static boolean isServedBy(DatabaseState state, Postgres server) {
    NodeId node = server.node();
    return switch (state.phase()) {
      case Phase.Primary primary -> primary.holder().node().equals(node);
      case Phase.SwitchingOver switching -> switching.holder().node().equals(node);
      case Phase.Revoked revoked ->
          revoked.holder().node().equals(node)
              && state
                  .lastPromoted()
                  .filter(promotion -> promotion.token().equals(revoked.token()))
                  .isPresent();
      case Phase.Resuming resuming -> resuming.holder().node().equals(node);
      case Phase.Granted granted ->
          granted.inPlace()
              && granted.holder().node().equals(node)
              && state
                  .lastPromoted()
                  .filter(promotion -> promotion.timeline().equals(server.timeline()))
                  .isPresent();
      case Phase.Vacant _, Phase.Bootstrapping _, Phase.Paused _ -> false;
    };
  }

  private void requireConfirmed(DatabaseState state, Postgres server) {
    boolean opens =
        server.isOpenPrimary()
            && !server.timeline().equals(opened.get(server.node()))
            && !server.isJustWoken(world.now() - OnePrimary.WAKING);
    if (!opens) {
      return;
    }
    opened.put(server.node(), server.timeline());
    if (server.isPromotedByHand(0) || state.phase() instanceof Phase.Paused) {
      return;
    }
    if (!isServedBy(state, server)) {
      throw new Violation("S4: " + server.node() + " opens in " + state.phase());
    }
    // The simulated end of recovery writes no record, so a member may still be on the old timeline.
    Lsn end = state.lastPromoted().orElseThrow().endOfRecovery();
    long confirmed =
        state.sync().members().stream()
            .filter(node -> world.server(node).flushed().lsn().compareTo(end) >= 0)
            .count();
    if (confirmed < state.sync().confirmations()) {
      throw new Violation("R6: %s opens, confirmed by %d".formatted(server.node(), confirmed));
    }
  }
}
