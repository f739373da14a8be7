package dev.regent.simulation.search;

import dev.regent.controller.role.Instructions;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the leader of a plot has to say, as numbers of messages; w says it, to itself too. */
final class Script {
  private static final int NOTHING = -1;

  private final List<Entry> plot;
  private final Names<Post> posts;
  private final Map<Told, Integer> instructions = new HashMap<>();
  private final int[][] accepts;
  private final int[][] beats;

  private record Told(Session session, int entry) {}

  Script(List<Entry> plot, Names<Post> posts) {
    this.plot = plot;
    this.posts = posts;
    this.accepts = new int[LeaseRow.VOTERS][plot.size()];
    this.beats = new int[LeaseRow.VOTERS][plot.size()];
    for (int to = 0; to < LeaseRow.VOTERS; to++) {
      for (int i = 0; i < plot.size(); i++) {
        Entry entry = plot.get(i);
        accepts[to][i] = number(Cast.NODES.get(to), new Message.Accept(entry));
        Message beat = new Message.Beat(entry.revision().term(), entry.revision(), 1);
        beats[to][i] = number(Cast.NODES.get(to), beat);
      }
    }
  }

  int accept(int voter, int entry) {
    return accepts[voter][entry];
  }

  /** That everything up to the entry is committed. */
  int beat(int voter, int entry) {
    return beats[voter][entry];
  }

  /** The Instruction of a committed entry, if the session has anything to do with its lease. */
  Optional<Integer> instruction(Session session, int entry) {
    int number = instructions.computeIfAbsent(new Told(session, entry), this::instruct);
    return number == NOTHING ? Optional.empty() : Optional.of(number);
  }

  private int instruct(Told told) {
    Entry entry = plot.get(told.entry());
    Session session = told.session();
    Desired desired = Instructions.desired(entry.state(), session, entry.revision());
    Instruction instruction =
        new Instruction(
            session,
            entry.revision(),
            entry.revision().term(),
            entry.state().voters(),
            entry.state().ttl(),
            desired);
    return isBystander(session.node(), told.entry())
        ? NOTHING
        : number(session.node(), instruction);
  }

  /** Whoever was never granted anything stands in recovery, whatever the entry is. */
  private boolean isBystander(NodeId node, int entry) {
    return plot.subList(0, entry + 1).stream()
        .map(each -> each.state().phase())
        .noneMatch((Phase phase) ->
            phase.lastHolder().filter(holder -> holder.node().equals(node)).isPresent());
  }

  private int number(NodeId to, Message message) {
    return posts.of(new Post(Cast.W, to, message));
  }
}
