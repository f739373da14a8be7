package dev.regent.simulation.search;

import dev.regent.config.settings.Profile;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ledger alone: three whole voters, whose clocks the search moves. What may happen: somebody
 * stands (asked to, so that L8 shields no leader), a timer runs out, a message arrives, a leader
 * beats, an operator commands, a daemon dies, also while it stores, or loses its journal.
 *
 * <p>A row: three voters, what is left of the four bounds, how many entries leaders committed,
 * those, and all that was sent.
 */
final class LedgerSpace implements Space {
  private static final int VOTERS = Cast.NODES.size();
  private static final int CANDIDACIES = VOTERS;
  private static final int COMMANDS = VOTERS + 1;
  private static final int CRASHES = VOTERS + 2;
  private static final int LOSSES = VOTERS + 3;
  private static final int COMMITTED = VOTERS + 4;
  private static final List<NodeId> CANDIDATES = List.of(Cast.A, Cast.W);
  private static final List<Command> ORDERS =
      List.of(
          new Command.Pause("operator"), new Command.Failover(Optional.empty(), true, "operator"));

  private final LedgerBounds bounds;
  private final Names<Post> posts = new Names<>();
  private final Names<Entry> entries = new Names<>();
  private final VoterSteps steps;
  private final LedgerChecks checks;
  private final List<Integer> arrivals = new ArrayList<>();
  private final StateTable checked = new StateTable();
  private final int beat;
  private final int late;
  private final Entry root = Line.grantedTo(Cast.B).promoted().last();

  LedgerSpace(LedgerBounds bounds, Core core) {
    this.bounds = bounds;
    this.steps =
        new VoterSteps(
            new VoterSteps.Shell(core, Profile.DEFAULT.lease(), this::travels, new Timeless()),
            posts);
    this.beat = now(new VoterInput.Wake());
    this.late = steps.act(new VoterInput.Wake(), Timeless.LATE);
    this.checks = new LedgerChecks(root, posts, entries);
  }

  private boolean travels(Message message) {
    return switch (message) {
      case Message.Prepare _, Message.Promise _, Message.Accept _, Message.Accepted _ -> true;
      case Message.PrepareRefused _, Message.AcceptRefused _ -> bounds.refusals();
      case Message.Hello _, Message.Beat _ -> bounds.losses() > 0;
      case Message other -> false;
    };
  }

  @Override
  public int[] start() {
    int[] row = new int[COMMITTED + 1];
    for (int i = 0; i < VOTERS; i++) {
      row[i] = steps.settled(Cast.replica(Cast.NODES.get(i), root), Timeless.NOW);
    }
    row[CANDIDACIES] = bounds.candidacies();
    row[COMMANDS] = bounds.commands();
    row[CRASHES] = bounds.crashes();
    row[LOSSES] = bounds.losses();
    return row;
  }

  @Override
  public void expand(int[] row, Sink sink) {
    for (int i = 0; i < VOTERS; i++) {
      Actor actor = new Actor(new Numbers(row), i, sink);
      deliver(actor);
      stand(actor);
      runOut(actor);
      command(actor);
      die(actor);
    }
  }

  /** One voter in one state of the search. */
  private record Actor(Numbers state, int index, Sink sink) {
    int[] row() {
      return state.all();
    }

    NodeId node() {
      return Cast.NODES.get(index);
    }

    int voter() {
      return row()[index];
    }

    Actor spending(int bound) {
      return new Actor(new Numbers(Rows.put(row(), bound, row()[bound] - 1)), index, sink);
    }

    int firstPost() {
      return COMMITTED + 1 + row()[COMMITTED];
    }
  }

  private void deliver(Actor actor) {
    for (int at = actor.firstPost(); at < actor.row().length; at++) {
      Post post = posts.value(actor.row()[at]);
      if (post.to().equals(actor.node())) {
        take(actor, arrival(actor.row()[at]), post::toString);
      }
    }
  }

  private void stand(Actor actor) {
    VoterState state = steps.state(actor.voter());
    if (actor.row()[CANDIDACIES] > 0
        && CANDIDATES.contains(actor.node())
        && state.leadership() instanceof Leadership.Following following) {
      Post told = new Post(actor.node(), actor.node(), new Message.HandOver(following.term()));
      take(
          actor.spending(CANDIDACIES),
          now(told.asInput()),
          () -> actor.node() + " stands for leader");
    }
  }

  /** A candidate gives up, a leader stops, or it beats. */
  private void runOut(Actor actor) {
    Leadership leadership = steps.state(actor.voter()).leadership();
    if (!(leadership instanceof Leadership.Following)) {
      VoterSteps.Step step = steps.step(actor.voter(), late);
      tell(actor, step, () -> actor.node() + " gives up");
    }
    if (leadership instanceof Leadership.Leading && bounds.losses() > 0) {
      take(actor, beat, () -> actor.node() + " beats");
    }
  }

  private void command(Actor actor) {
    if (actor.row()[COMMANDS] > 0 && steps.state(actor.voter()).isLeading()) {
      for (Command command : ORDERS) {
        take(
            actor.spending(COMMANDS),
            now(new VoterInput.Asked(1, command)),
            () -> actor.node() + " is told " + command);
      }
    }
  }

  private void die(Actor actor) {
    if (actor.row()[CRASHES] > 0) {
      VoterSteps.Step step = steps.restart(actor.voter(), Timeless.NOW);
      tell(actor.spending(CRASHES), step, () -> actor.node() + " dies and comes back");
    }
    if (actor.row()[LOSSES] > 0) {
      VoterSteps.Step step = steps.restart(Replica.blank(actor.node()), Timeless.NOW);
      tell(actor.spending(LOSSES), step, () -> actor.node() + " comes back without its journal");
    }
  }

  private int now(VoterInput input) {
    return steps.act(input, Timeless.NOW);
  }

  /** The number of a message's arrival; worked out once for each. */
  private int arrival(int post) {
    while (arrivals.size() <= post) {
      arrivals.add(now(posts.value(arrivals.size()).asInput()));
    }
    return arrivals.get(post);
  }

  private void take(Actor actor, int act, Supplier<String> how) {
    VoterSteps.Step step = steps.step(actor.voter(), act);
    tell(actor, step, how);
    if (actor.row()[CRASHES] > 0) {
      for (VoterSteps.Torn torn : step.torn()) {
        VoterSteps.Step after = steps.restart(torn.left(), Timeless.NOW);
        int[] all = Rows.with(after.sent(), torn.sent());
        tell(
            actor.spending(CRASHES),
            new VoterSteps.Step(after.next(), new Numbers(all), List.of(), after.broken()),
            () -> how.get() + ", but " + actor.node() + " dies while it stores, and comes back");
      }
    }
  }

  private void tell(Actor actor, VoterSteps.Step step, Supplier<String> how) {
    if (step.broken().isPresent()) {
      actor.sink().broken(how, step.broken().get());
      return;
    }
    int[] row = actor.row();
    int[] committed = Arrays.copyOfRange(row, COMMITTED + 1, actor.firstPost());
    int[] sent = Arrays.copyOfRange(row, actor.firstPost(), row.length);
    int[] moreCommitted = Rows.with(committed, committedBy(step.next()));
    int[] moreSent = Rows.with(sent, step.sent());
    boolean changes =
        step.next() != actor.voter()
            || moreCommitted.length != committed.length
            || moreSent.length != sent.length;
    if (changes) {
      int[] next = Arrays.copyOf(row, COMMITTED + 1 + moreCommitted.length + moreSent.length);
      next[actor.index()] = step.next();
      next[COMMITTED] = moreCommitted.length;
      System.arraycopy(moreCommitted, 0, next, COMMITTED + 1, moreCommitted.length);
      int firstPost = COMMITTED + 1 + moreCommitted.length;
      System.arraycopy(moreSent, 0, next, firstPost, moreSent.length);
      actor.sink().reached(next, how);
    }
  }

  /** What the voter holds as committed by itself. */
  private int[] committedBy(int voter) {
    return steps.state(voter).leadership() instanceof Leadership.Leading leading && leading.active()
        ? new int[] {entries.of(leading.committed())}
        : new int[0];
  }

  @Override
  public Optional<String> violation(int[] row) {
    int[] said = Arrays.copyOfRange(row, COMMITTED, row.length);
    if (!checked.add(said, 0)) {
      return Optional.empty();
    }
    int firstPost = COMMITTED + 1 + row[COMMITTED];
    return checks.violation(
        Arrays.copyOfRange(row, COMMITTED + 1, firstPost),
        Arrays.copyOfRange(row, firstPost, row.length));
  }
}
