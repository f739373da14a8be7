package dev.regent.simulation.world;

import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Envelope;
import dev.regent.simulation.world.base.Inspector;
import dev.regent.simulation.world.base.Probe;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Tells every check of everything. */
final class Probes implements Inspector {
  private final List<Probe> all = new ArrayList<>();
  private final List<Inspector> inspectors = new ArrayList<>();

  void add(Probe probe) {
    all.add(probe);
    if (probe instanceof Inspector inspector) {
      inspectors.add(inspector);
    }
  }

  @Override
  public void happened() {
    for (Inspector inspector : inspectors) {
      inspector.happened();
    }
  }

  @Override
  public void deciding(NodeId node) {
    for (Probe probe : all) {
      probe.deciding(node);
    }
  }

  @Override
  public void voter(NodeId node, VoterState state) {
    for (Probe probe : all) {
      probe.voter(node, state);
    }
  }

  @Override
  public void claimed(NodeId leader, Revision committed) {
    for (Probe probe : all) {
      probe.claimed(leader, committed);
    }
  }

  @Override
  public void stored(NodeId node, JournalEvent event) {
    for (Probe probe : all) {
      probe.stored(node, event);
    }
  }

  @Override
  public void obeyed(Session session, Revision revision) {
    for (Probe probe : all) {
      probe.obeyed(session, revision);
    }
  }

  @Override
  public void signalled(Session session, Token token) {
    for (Probe probe : all) {
      probe.signalled(session, token);
    }
  }

  @Override
  public void promoted(NodeId node, TimelineId timeline, BitSet rows) {
    for (Probe probe : all) {
      probe.promoted(node, timeline, rows);
    }
  }

  @Override
  public void acknowledged(NodeId node, TimelineId timeline, int row) {
    for (Probe probe : all) {
      probe.acknowledged(node, timeline, row);
    }
  }

  @Override
  public void sent(Envelope envelope) {
    for (Probe probe : all) {
      probe.sent(envelope);
    }
  }

  @Override
  public void deleted(NodeId node) {
    for (Probe probe : all) {
      probe.deleted(node);
    }
  }

  @Override
  public void read(NodeId node, BitSet rows) {
    for (Probe probe : all) {
      probe.read(node, rows);
    }
  }
}
