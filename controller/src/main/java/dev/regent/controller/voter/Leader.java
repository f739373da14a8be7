package dev.regent.controller.voter;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.controller.ledger.Ballot;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.Instructions;
import dev.regent.controller.role.Tenure;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a leader does with its term: one event at a time, re-sent until all acked (L3 to L6). */
final class Leader {
  private static final int WORDS_A_SUSPECT_TIME = 4;

  private Leader() {}

  /** L3: the adopted state is first re-proposed under the own term. */
  static void begin(Turn turn, Term term, Entry adopted) {
    List<Leadership.Contact> contacts = new ArrayList<>();
    if (turn.state().leadership() instanceof Leadership.Candidate candidate) {
      for (Message.Promise promise : candidate.promises()) {
        contacts.add(
            new Leadership.Contact(
                promise.voter(),
                turn.now(),
                promise.accepted().map(Entry::revision).orElse(adopted.previous())));
      }
    }
    turn.become(
        turn.state()
            .with(
                new Leadership.Leading(
                    term, adopted, false, Optional.empty(), turn.now(), List.copyOf(contacts)))
            .with(turn.state().board().withoutSlots())
            .with(Tenure.since(turn.now())));
    turn.note(Effect.Level.INFO, "leading term=" + term + " from revision=" + adopted.revision());
    propose(turn, new LedgerEvent.LeaderElected(turn.setup().self()));
  }

  /** Persists at home and sends to all others at the same time; commits on a majority of acks. */
  static void propose(Turn turn, LedgerEvent event) {
    Leadership.Leading leading = (Leadership.Leading) turn.state().leadership();
    Entry entry = Ballot.propose(leading.committed(), leading.term(), event, turn.wall());
    turn.become(
        turn.state().with(leading.proposing(Ballot.track(leading.committed(), entry, turn.now()))));
    turn.setup().others().forEach(node -> turn.sendEarly(node, new Message.Accept(entry)));
    turn.persist(new JournalEvent.EntryAccepted(entry));
    if (event instanceof LedgerEvent.PrimaryRevoked) {
      turn.reached(Milestone.SUSPECTED, entry.revision());
    }
    turn.send(
        turn.setup().self(), new Message.Accepted(entry.revision(), turn.replica().signature()));
  }

  static void accepted(Turn turn, Message.Accepted accepted) {
    if (!(turn.state().leadership() instanceof Leadership.Leading leading)
        || leading.pending().isEmpty()
        || !leading.pending().get().entry().revision().equals(accepted.revision())) {
      return;
    }
    Leadership.Pending pending = leading.pending().get().acked(accepted.voter());
    turn.become(turn.state().with(leading.proposing(pending)));
    if (pending.isCommitted()) {
      commit(turn, leading, pending.entry());
    }
  }

  private static void commit(Turn turn, Leadership.Leading leading, Entry entry) {
    turn.become(
        turn.state()
            .with(leading.committing(entry))
            .with(turn.state().tenure().committing(entry, turn.now())));
    turn.note(
        Effect.Level.INFO, "committed revision=%s %s".formatted(entry.revision(), entry.event()));
    milestone(entry.event()).ifPresent(milestone -> turn.reached(milestone, entry.revision()));
    Asking.committed(turn, entry);
    instruct(turn, everybody -> true);
  }

  private static Optional<Milestone> milestone(LedgerEvent event) {
    return switch (event) {
      case LedgerEvent.SwitchoverStarted _ -> Optional.of(Milestone.SWITCHOVER_STARTED);
      case LedgerEvent.RestartPlanned _ -> Optional.of(Milestone.RESTART_PLANNED);
      case LedgerEvent.PrimaryRevoked _ -> Optional.of(Milestone.REVOKED);
      case LedgerEvent.PrimaryGranted _ -> Optional.of(Milestone.GRANTED);
      case LedgerEvent.Promoted _ -> Optional.of(Milestone.PROMOTED);
      case LedgerEvent _ -> Optional.empty();
    };
  }

  /** A report is answered with the Instruction where its node has not heard it, or not lately. */
  static void reported(Turn turn, NodeReport report) {
    Board board = turn.state().board();
    turn.become(turn.state().with(board.with(report, turn.now())));
    if (turn.state().leadership() instanceof Leadership.Leading leading && leading.active()) {
      if (board.isNews(report)) {
        RoleDesk.reported(turn, leading, report);
      }
      if (!report.obeyed().equals(leading.committed().revision())
          || misses(turn, leading, report)) {
        instruct(turn, leading, report);
      }
    }
  }

  /** R7: an agent hears its leader by Instructions, several times within the suspect time. */
  private static boolean misses(Turn turn, Leadership.Leading leading, NodeReport report) {
    Duration often = turn.setup().lease().suspectTime().dividedBy(WORDS_A_SUSPECT_TIME);
    return report
        .leader()
        .filter(heard -> heard.term().equals(leading.term()))
        .filter(heard -> heard.silentMillis() < often.toMillis())
        .isEmpty();
  }

  /** L5: tells data nodes their whole desired state at the committed revision. */
  private static void instruct(Turn turn, Predicate<NodeReport> whom) {
    if (turn.state().leadership() instanceof Leadership.Leading leading && leading.active()) {
      for (DataNodeSettings data : turn.setup().database().dataNodes()) {
        turn.state()
            .board()
            .report(data.node())
            .map(Board.Heard::what)
            .filter(whom)
            .ifPresent(report -> instruct(turn, leading, report));
      }
    }
  }

  private static void instruct(Turn turn, Leadership.Leading leading, NodeReport report) {
    Entry entry = leading.committed();
    Session session = report.session();
    turn.send(
        session.node(),
        new Instruction(
            session,
            entry.revision(),
            leading.term(),
            entry.state().voters(),
            entry.state().ttl(),
            Instructions.desired(entry.state(), session, entry.revision())));
  }

  /**
   * Beats, re-sends the last Accept to whoever lacks it, and stops when no majority answers (L8).
   */
  static void beat(Turn turn, Leadership.Leading leading) {
    Duration interval = turn.setup().election().beatInterval();
    if (turn.now().isBefore(leading.lastBeat().plus(interval))) {
      return;
    }
    if (!hasMajorityContact(turn, leading)) {
      stop(turn, "no majority answered for " + turn.setup().election().electionTimeout());
      return;
    }
    if (isStuck(turn, leading)) {
      stopStuck(turn, leading);
      return;
    }
    Entry latest = leading.pending().map(Leadership.Pending::entry).orElse(leading.committed());
    turn.become(turn.state().with(leading.beating(turn.now())));
    for (NodeId node : turn.setup().others()) {
      turn.send(node, new Message.Beat(leading.term(), leading.known(), turn.now().nanos()));
      if (lacks(leading, node, latest)) {
        turn.send(node, new Message.Accept(latest));
      }
    }
    instruct(turn, report -> !report.obeyed().equals(leading.committed().revision()));
  }

  /** L6: stored but not acked is not enough while it is pending, since an ack may get lost. */
  private static boolean lacks(Leadership.Leading leading, NodeId node, Entry latest) {
    boolean stored =
        leading
            .contact(node)
            .filter(contact -> contact.accepted().equals(latest.revision()))
            .isPresent();
    boolean ackMissing =
        leading
            .pending()
            .filter(pending -> pending.acks().stream().noneMatch(ack -> ack.node().equals(node)))
            .isPresent();
    return !stored || ackMissing;
  }

  static void beatReply(Turn turn, Message.BeatReply reply) {
    var told = new Board.ToldSlot(reply.voter(), reply.accepted(), reply.slot());
    turn.become(turn.state().with(turn.state().board().with(told, turn.now())));
    if (turn.state().leadership() instanceof Leadership.Leading leading
        && leading.term().equals(reply.term())
        && reply.sequence() > 0) {
      MonotonicTime sentAt = new MonotonicTime(reply.sequence());
      turn.become(
          turn.state()
              .with(
                  leading.hearing(
                      new Leadership.Contact(reply.voter(), sentAt, reply.accepted()))));
    }
  }

  /** L8: whether a majority answered beats that were sent within the election timeout. */
  static boolean hasMajorityContact(Turn turn, Leadership.Leading leading) {
    MonotonicTime oldest = turn.now().minus(turn.setup().election().electionTimeout());
    List<Voter> heard = new ArrayList<>();
    heard.add(turn.replica().signature());
    for (Leadership.Contact contact : leading.contacts()) {
      if (contact.beatSentAt().isAtLeast(oldest)) {
        heard.add(contact.voter());
      }
    }
    return leading.committed().state().voters().isMajority(heard);
  }

  /**
   * L8: whether its proposal has waited for a majority's acks for an election timeout. Answers to
   * beats are not enough: where Accepts get lost or followers cannot persist, nothing can be
   * decided any more, and its beats would shield it for ever (trace 28).
   */
  static boolean isStuck(Turn turn, Leadership.Leading leading) {
    Duration timeout = turn.setup().election().electionTimeout();
    return leading
        .pending()
        .filter(pending -> turn.now().since(pending.since()).compareTo(timeout) >= 0)
        .isPresent();
  }

  /** Everybody else may stand first: first in order, it would win and get stuck again. */
  private static void stopStuck(Turn turn, Leadership.Leading leading) {
    Duration timeout = turn.setup().election().electionTimeout();
    String revision = leading.pending().orElseThrow().entry().revision().toString();
    note(turn, "no majority acked revision=" + revision + " for " + timeout);
    turn.follow(Optional.empty(), turn.electionDue().plus(timeout));
  }

  /** L8: a leader blocked in its own persist for an election timeout leads no more. */
  static void persistTook(Turn turn, Duration took) {
    if (turn.state().isLeading()
        && took.compareTo(turn.setup().election().electionTimeout()) >= 0) {
      stop(turn, "blocked in its own persist for " + took);
    }
  }

  /** L4: a higher term ends this one at once. */
  static void meets(Turn turn, Term promised) {
    turn.become(turn.state().seeing(promised));
    boolean overtaken =
        turn.state().leadership() instanceof Leadership.Leading leading
            && promised.isAbove(leading.term());
    if (overtaken) {
      stop(turn, "met term " + promised);
    }
  }

  static void stop(Turn turn, String why) {
    note(turn, why);
    turn.follow(Optional.empty(), turn.electionDue());
  }

  private static void note(Turn turn, String why) {
    turn.note(Effect.Level.WARN, "stopped leading: " + why);
  }

  /** After every input: if nothing is on its way, decide what comes next (R4). */
  static void act(Turn turn) {
    if (turn.state().leadership() instanceof Leadership.Leading leading
        && leading.active()
        && leading.pending().isEmpty()) {
      RoleDesk.act(turn, leading);
    }
  }
}
