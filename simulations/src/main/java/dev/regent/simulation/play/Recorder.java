package dev.regent.simulation.play;

import dev.regent.agent.guard.core.Armed;
import dev.regent.controller.http.view.HistoryView;
import dev.regent.controller.http.view.HistoryViews;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.journal.Entry;
import dev.regent.simulation.checks.OneLine;
import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Ack;
import dev.regent.simulation.scenario.Recording.Change;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Recording.Lease;
import dev.regent.simulation.scenario.Recording.Mark;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Inspector;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes down how a cell under Regent looks from outside, from the moment that it begins. */
final class Recorder implements Inspector {
  private final Cluster cluster;
  private final World world;
  private final OneLine ledger;
  private final SortedMap<NodeId, Look> looks = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final SortedMap<NodeId, Armed> armed = new TreeMap<>();
  private final List<Lease> leases = new ArrayList<>();
  private final List<Ack> acknowledged = new ArrayList<>();
  private final List<Ack> atVip = new ArrayList<>();
  private Optional<NodeId> leader = Optional.empty();
  private Revision told = Revision.NONE;
  private long start;
  private boolean begun;

  Recorder(Cluster cluster) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.ledger = cluster.ledger();
  }

  /** From now on everything is written down; now is 0. */
  void begin() {
    start = world.now();
    ledger.all().stream().map(Entry::revision).max(Revision::compareTo).ifPresent(it -> told = it);
    begun = true;
    happened();
  }

  @Override
  public void happened() {
    if (!begun) {
      return;
    }
    leader = world.leader().map(Node::id);
    for (Node node : world.nodes()) {
      Look look = look(node);
      Look before = looks.put(node.id(), look);
      if (!look.equals(before)) {
        changes.add(new Change(now(), node.id().name(), look));
      }
      lease(node);
    }
  }

  /** The guard's deadline is that much before the lease's end (H3). */
  private void lease(Node node) {
    Optional<Armed> now = node.guard().flatMap(guard -> guard.state().rights().armed());
    Optional<Armed> before = Optional.ofNullable(armed.get(node.id()));
    if (now.equals(before)) {
      return;
    }
    now.ifPresentOrElse(it -> armed.put(node.id(), it), () -> armed.remove(node.id()));
    leases.add(
        new Lease(now(), node.id().name(), now.map(it -> end(node, it)).orElseGet(this::now)));
  }

  private long end(Node node, Armed right) {
    Duration budget = world.settings().profile().lease().guardBudget();
    return node.clock().virtualAt(right.deadline().plus(budget)) - start;
  }

  private Look look(Node node) {
    return new Look(part(node), node.hasVip(), leader.filter(node.id()::equals).isPresent());
  }

  private static Look.Part part(Node node) {
    if (!node.isPowered()) {
      return Look.Part.OFF;
    }
    if (node.isFrozen()) {
      return Look.Part.FROZEN;
    }
    return node.postgres().map(Recorder::part).orElse(Look.Part.WITNESS);
  }

  private static Look.Part part(Postgres server) {
    if (server.isOpenPrimary()) {
      return Look.Part.PRIMARY;
    }
    if (server.life().isEmpty()) {
      return server.isWritable() ? Look.Part.CLOSED : Look.Part.DOWN;
    }
    if (server.life().get().isFrozen()) {
      return Look.Part.FROZEN;
    }
    return server.isInRecovery() ? Look.Part.STANDBY : Look.Part.CLOSED;
  }

  @Override
  public void acknowledged(NodeId node, TimelineId timeline, int row) {
    if (begun) {
      Ack ack = new Ack(now(), node.name());
      acknowledged.add(ack);
      if (world.segment().leadsTo(node)) {
        atVip.add(ack);
      }
    }
  }

  /** After {@link OneLine}, which knows the entry by then. */
  @Override
  public void claimed(NodeId from, Revision revision) {
    if (begun && revision.isAbove(told)) {
      ledger.all().stream()
          .filter(entry -> entry.revision().isAbove(told))
          .forEach(entry -> mark(Kind.DECISION, text(entry)));
    }
    told = revision.isAbove(told) ? revision : told;
  }

  private static String text(Entry entry) {
    HistoryView.EntryView view = HistoryViews.entry(entry);
    return "%s%s: %s"
        .formatted(view.event(), view.node().map(node -> " " + node).orElse(""), view.why());
  }

  void mark(Kind kind, String text) {
    marks.add(new Mark(now(), kind, text));
  }

  private long now() {
    return world.now() - start;
  }

  Recording recording(SortedMap<String, String> cast, boolean redundant, Optional<String> broken) {
    return new Recording(
        world.nodes().stream().map(node -> node.id().name()).toList(),
        cast,
        changes,
        marks,
        leases,
        acknowledged,
        atVip,
        world.settings().writesEach() * Nanos.MILLI,
        now(),
        cluster.lost(),
        redundant,
        broken);
  }
}
