package dev.regent.simulation.world;

import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Envelope;
import dev.regent.simulation.world.base.Probe;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Tells every check of everything. */
final class Probes implements Probe {
  private final List<Probe> all = new ArrayList<>();

  void add(Probe probe) {
    all.add(probe);
  }

  @Override
  public void happened() {
    all.forEach(Probe::happened);
  }

  @Override
  public void voter(NodeId node, VoterState state) {
    all.forEach(probe -> probe.voter(node, state));
  }

  @Override
  public void claimed(NodeId leader, Revision committed) {
    all.forEach(probe -> probe.claimed(leader, committed));
  }

  @Override
  public void stored(NodeId node, JournalEvent event) {
    all.forEach(probe -> probe.stored(node, event));
  }

  @Override
  public void obeyed(Session session, Revision revision) {
    all.forEach(probe -> probe.obeyed(session, revision));
  }

  @Override
  public void signalled(Session session, Token token) {
    all.forEach(probe -> probe.signalled(session, token));
  }

  @Override
  public void promoted(NodeId node, TimelineId timeline, BitSet rows) {
    all.forEach(probe -> probe.promoted(node, timeline, rows));
  }

  @Override
  public void acknowledged(NodeId node, TimelineId timeline, int row) {
    all.forEach(probe -> probe.acknowledged(node, timeline, row));
  }

  @Override
  public void sent(Envelope envelope) {
    all.forEach(probe -> probe.sent(envelope));
  }

  @Override
  public void deleted(NodeId node) {
    all.forEach(probe -> probe.deleted(node));
  }

  @Override
  public void read(NodeId node, BitSet rows) {
    all.forEach(probe -> probe.read(node, rows));
  }
}
