package dev.regent.simulation.search;

import dev.regent.protocol.Invariants;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Steps of data nodes, each worked out once, as those of voters are. */
final class NodeSteps {
  /**
   * What one act does.
   *
   * @param requests what it sent to ask for the lease
   * @param releases what it sent to give it back
   */
  record Step(int next, Numbers requests, Numbers releases, Optional<String> broken) {}

  private record Timed(NodeAct act, MonotonicTime now) {}

  private final Core core;
  private final Names<Post> posts;
  private final Names<DataNode> nodes = new Names<>();
  private final Names<Timed> acts = new Names<>();
  private final Map<Long, Step> known = new HashMap<>();

  NodeSteps(Core core, Names<Post> posts) {
    this.core = core;
    this.posts = posts;
  }

  DataNode node(int number) {
    return nodes.value(number);
  }

  int of(DataNode node) {
    return nodes.of(node);
  }

  /** The number by which {@link #step} knows an act at a time. */
  int act(NodeAct act, MonotonicTime now) {
    return acts.of(new Timed(act, now));
  }

  Step step(int node, int act) {
    long key = (long) node << Integer.SIZE | act;
    Step step = known.get(key);
    if (step == null) {
      step = take(node, acts.value(act));
      known.put(key, step);
    }
    return step;
  }

  private Step take(int node, Timed timed) {
    NodeTurn turn = new NodeTurn(core, nodes.value(node), timed.now());
    try {
      turn.take(timed.act());
    } catch (Invariants.InvariantViolation found) {
      return new Step(
          node, new Numbers(), new Numbers(), Optional.of(String.valueOf(found.getMessage())));
    }
    int[] requests = new int[0];
    int[] releases = new int[0];
    for (Post post : turn.sent()) {
      if (post.message() instanceof Message.LeaseRequest) {
        requests = Rows.with(requests, posts.of(post));
      } else if (post.message() instanceof Message.Release) {
        releases = Rows.with(releases, posts.of(post));
      }
    }
    return new Step(
        nodes.of(turn.after()), new Numbers(requests), new Numbers(releases), Optional.empty());
  }
}
