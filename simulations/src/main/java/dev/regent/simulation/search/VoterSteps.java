package dev.regent.simulation.search;

import dev.regent.config.settings.LeaseTimings;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.Effect;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Steps of real voters, each worked out once: a voter in one state answers one input at one time in
 * one way, wherever in the search that is.
 */
final class VoterSteps {
  /** A voter's shell for the search: which messages travel, and what is forgotten between steps. */
  record Shell(Core core, LeaseTimings lease, Predicate<Message> travels, Forgetting forgetting) {}

  /** Maps states that no later step can tell apart, or only by what is left out, to one. */
  interface Forgetting extends UnaryOperator<VoterState> {}

  /**
   * What one input does.
   *
   * @param torn what it does if the daemon dies while it stores
   */
  record Step(int next, Numbers posted, List<Torn> torn, Optional<String> broken) {
    int[] sent() {
      return posted.all();
    }
  }

  /** A step of which only a part became durable and only the early messages left. */
  record Torn(Replica left, Numbers posted) {
    int[] sent() {
      return posted.all();
    }
  }

  private record Act(VoterInput input, MonotonicTime now) {}

  private final Shell shell;
  private final Names<VoterState> states = new Names<>();
  private final Names<Post> posts;
  private final Names<Act> acts = new Names<>();
  private final Map<Long, Step> known = new HashMap<>();
  private final Names<MonotonicTime> times = new Names<>();
  private final Map<Long, Step> restarts = new HashMap<>();

  VoterSteps(Shell shell, Names<Post> posts) {
    this.shell = shell;
    this.posts = posts;
  }

  VoterState state(int voter) {
    return states.value(voter);
  }

  /** A voter that has been up for longer than anything here lasts. */
  int settled(Replica replica, MonotonicTime now) {
    NodeId node = replica.self();
    MonotonicTime before = now.minus(shell.lease().ttl().multipliedBy(10));
    VoterState old = shell.core().voter(Cast.voter(node, shell.lease()), replica, before);
    VoterState free =
        shell.core().vote(old, new VoterInput.Wake(), before.plus(shell.lease().ttl())).next();
    return states.of(shell.forgetting().apply(free));
  }

  /** The number by which {@link #step} knows an input at a time. */
  int act(VoterInput input, MonotonicTime now) {
    return acts.of(new Act(input, now));
  }

  Step step(int voter, int act) {
    long key = (long) voter << Integer.SIZE | act;
    Step step = known.get(key);
    if (step == null) {
      step = decide(voter, acts.value(act));
      known.put(key, step);
    }
    return step;
  }

  private Step decide(int voter, Act act) {
    VoterState before = state(voter);
    try {
      VoterStep step = shell.core().vote(before, act.input(), act.now());
      List<Effect> all = new ArrayList<>(step.early());
      all.addAll(step.effects());
      int[] sent = sent(before.setup().self(), all);
      int next = states.of(shell.forgetting().apply(step.next()));
      return new Step(next, new Numbers(sent), torn(before.replica(), step), Optional.empty());
    } catch (Invariants.InvariantViolation found) {
      return new Step(
          voter, new Numbers(), List.of(), Optional.of(String.valueOf(found.getMessage())));
    }
  }

  /** The next life of a daemon that finds this voter's journal on its disk. */
  Step restart(int voter, MonotonicTime now) {
    long key = (long) voter << Integer.SIZE | times.of(now);
    Step step = restarts.get(key);
    if (step == null) {
      step = restart(state(voter).replica(), now);
      restarts.put(key, step);
    }
    return step;
  }

  /** The same with what is left of a journal, and what the voter says first. */
  Step restart(Replica replica, MonotonicTime now) {
    NodeId node = replica.self();
    VoterState born = shell.core().voter(Cast.voter(node, shell.lease()), replica, now);
    Incarnation fresh = Cast.life(node, 1).incarnation();
    return step(states.of(born), act(new VoterInput.Recovered(fresh), now));
  }

  private int[] sent(NodeId self, List<Effect> effects) {
    int[] numbers = new int[0];
    for (Effect effect : effects) {
      if (effect instanceof Effect.Send(NodeId to, Message message)
          && shell.travels().test(message)) {
        numbers = Rows.with(numbers, posts.of(new Post(self, to, message)));
      }
    }
    return numbers;
  }

  /** All but the whole, and but nothing at all: those are a crash after it and before it. */
  private List<Torn> torn(Replica before, VoterStep step) {
    int[] early = sent(before.self(), step.early());
    List<Torn> torn = new ArrayList<>();
    Replica left = before;
    for (int stored = 0; stored < step.persist().size(); stored++) {
      if (stored > 0 || early.length > 0) {
        torn.add(new Torn(left, new Numbers(early)));
      }
      left = left.apply(step.persist().get(stored));
    }
    return List.copyOf(torn);
  }
}
