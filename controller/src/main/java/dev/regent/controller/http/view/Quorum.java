package dev.regent.controller.http.view;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.state.DatabaseState;
import java.time.Duration;
import java.util.List;

/**
 * Whether a voter takes part in a majority, as far as it can know by itself.
 *
 * <p>A leader that lost its majority stops beating after one election timeout, so a follower's
 * "yes" is at most two election timeouts old.
 *
 * @param reason one sentence, for a yes too
 */
public record Quorum(boolean held, String reason) {

  /** Judges by what {@code voter} was told until {@code now}. */
  public static Quorum of(VoterState voter, MonotonicTime now) {
    if (!voter.replica().isFormed()) {
      return new Quorum(false, unformed(voter, now));
    }
    return switch (voter.leadership()) {
      case Leadership.Following following -> of(voter, following, now);
      case Leadership.Asking asking ->
          new Quorum(
              false,
              "no leader is heard; this node asks whether a majority would elect it for term "
                  + asking.term());
      case Leadership.Candidate candidate ->
          new Quorum(false, "no leader is heard; this node stands for term " + candidate.term());
      case Leadership.Leading leading -> of(voter, leading, now);
    };
  }

  private static String unformed(VoterState voter, MonotonicTime now) {
    List<NodeId> missing =
        voter.setup().others().stream()
            .filter(node -> {
              var hello = voter.board().hellos().get(node);
              return hello == null || !hello.isWithin(patience(voter).multipliedBy(2), now);
            })
            .toList();
    return "the voters have not formed the database yet; not heard: "
        + Words.list(missing)
        + " (all of them must be up once)";
  }

  private static Quorum of(VoterState voter, Leadership.Following following, MonotonicTime now) {
    if (following.leader().isEmpty()) {
      return new Quorum(false, "no leader is known since term " + following.term());
    }
    NodeId leader = following.leader().get();
    Duration silence = now.since(following.heardAt());
    boolean heard = silence.compareTo(patience(voter)) <= 0;
    return new Quorum(
        heard,
        heard
            ? "%s leads term %s".formatted(leader, following.term())
            : "the leader %s was last heard %d ms ago".formatted(leader, silence.toMillis()));
  }

  private static Quorum of(VoterState voter, Leadership.Leading leading, MonotonicTime now) {
    DatabaseState state = leading.committed().state();
    List<NodeId> silent =
        state.voters().nodes().stream()
            .filter(node -> !node.equals(voter.setup().self()))
            .filter(node -> !isInContact(voter, leading, node, now))
            .toList();
    int answering = state.voters().nodes().size() - silent.size();
    if (answering < state.voters().majority()) {
      return new Quorum(
          false,
          "this node leads term %s but only %d of %d voters answer; silent: %s"
              .formatted(
                  leading.term(), answering, state.voters().nodes().size(), Words.list(silent)));
    }
    return leading.active()
        ? new Quorum(true, "this node leads term " + leading.term())
        : new Quorum(
            false, "this node won term %s and commits its first entry".formatted(leading.term()));
  }

  private static boolean isInContact(
      VoterState voter, Leadership.Leading leading, NodeId node, MonotonicTime now) {
    return leading
        .contact(node)
        .filter(contact -> now.since(contact.beatSentAt()).compareTo(patience(voter)) <= 0)
        .isPresent();
  }

  private static Duration patience(VoterState voter) {
    return voter.setup().election().electionTimeout();
  }
}
