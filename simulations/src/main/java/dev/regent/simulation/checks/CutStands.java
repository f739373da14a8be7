package dev.regent.simulation.checks;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Inspector;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * S2: a candidate's report is a promise. From its sending until a newer Instruction is obeyed, its
 * node receives nothing, over every restart. D1: no directory is deleted before its replacement
 * streams.
 */
public final class CutStands implements Inspector {
  private final World world;
  private final SortedMap<NodeId, Revision> promised = new TreeMap<>();

  public CutStands(World world) {
    this.world = world;
  }

  @Override
  public void sent(Envelope envelope) {
    if (envelope.message() instanceof Message.Report report) {
      report
          .report()
          .cut()
          .map(NodeReport.Cut::revision)
          .filter(cut -> !report.report().obeyed().isAbove(cut))
          .ifPresent(cut -> promised.put(envelope.from(), cut));
    }
  }

  @Override
  public void obeyed(Session session, Revision revision) {
    if (Optional.ofNullable(promised.get(session.node())).filter(revision::isAbove).isPresent()) {
      promised.remove(session.node());
    }
  }

  @Override
  public void happened() {
    if (!promised.isEmpty()) {
      promised.forEach(this::requireCut);
    }
  }

  private void requireCut(NodeId node, Revision cut) {
    if (world.server(node).isReceiving()) {
      throw new Violation("S2: %s promised a cut at %s and receives".formatted(node, cut));
    }
  }

  @Override
  public void deleted(NodeId node) {
    boolean streams =
        world.servers().stream().anyMatch((Postgres other) -> follows(world.server(node), other));
    if (!streams) {
      throw new Violation("D1: %s deletes a directory, and nothing streams".formatted(node));
    }
  }

  private static boolean follows(Postgres standby, Postgres primary) {
    return standby.isFollowing(primary);
  }
}
