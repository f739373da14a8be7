package dev.regent.agent.holder;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Round;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The holder's side of a lease: V5 and V7.
 *
 * @param token the token that is asked for or held; absent when none is
 * @param validUntil H2's moment: fenced by then unless renewed; ZERO while not held
 * @param armedUntil the guard's deadline, as the guard acknowledged it; ZERO while not armed
 * @param round the current round of requests; only its acks count
 * @param acks who acked the current round
 * @param lately who acked the round before it
 * @param nextRound when the next round is sent
 * @param dead tokens of this session that are never asked for again
 */
public record Lease(
    Optional<Token> token,
    MonotonicTime validUntil,
    MonotonicTime armedUntil,
    Round round,
    List<Voter> acks,
    List<Voter> lately,
    MonotonicTime nextRound,
    List<Token> dead) {

  /** No lease, and none asked for. */
  public static Lease none(List<Token> dead) {
    return new Lease(
        Optional.empty(),
        MonotonicTime.ZERO,
        MonotonicTime.ZERO,
        new Round(0),
        List.of(),
        List.of(),
        MonotonicTime.ZERO,
        List.copyOf(dead));
  }

  /** Starts to ask for a token, at once. */
  Lease seeking(Token wanted, MonotonicTime now) {
    return new Lease(
        Optional.of(wanted),
        MonotonicTime.ZERO,
        MonotonicTime.ZERO,
        new Round(0),
        List.of(),
        List.of(),
        now,
        dead);
  }

  Lease sending(Round next, MonotonicTime nextRoundAt) {
    return new Lease(token, validUntil, armedUntil, next, List.of(), acks, nextRoundAt, dead);
  }

  Lease acked(Voter voter) {
    List<Voter> all = new ArrayList<>(acks);
    if (all.stream().noneMatch(voter::isSame)) {
      all.add(voter);
    }
    return new Lease(
        token, validUntil, armedUntil, round, List.copyOf(all), lately, nextRound, dead);
  }

  Lease armed(MonotonicTime valid, MonotonicTime deadline) {
    return new Lease(token, valid, deadline, round, acks, lately, nextRound, dead);
  }

  /** V7: the token served its one unbroken right. */
  Lease killing(Token ended) {
    List<Token> all = new ArrayList<>(dead);
    if (!all.contains(ended)) {
      all.add(ended);
    }
    return none(all);
  }

  /** The voters that hear this node and that it hears, as of the last two rounds (R7). */
  List<NodeId> answered() {
    SortedSet<NodeId> nodes = new TreeSet<>();
    acks.forEach(voter -> nodes.add(voter.node()));
    lately.forEach(voter -> nodes.add(voter.node()));
    return List.copyOf(nodes);
  }

  boolean isDead(Token asked) {
    for (Token ended : dead) {
      if (ended.equals(asked) || ended.isAbove(asked)) {
        return true;
      }
    }
    return false;
  }

  /** Held and fed to the guard: the right to be writable, now. */
  public boolean isLive(MonotonicTime now) {
    return token.isPresent() && now.isBefore(validUntil) && now.isBefore(armedUntil);
  }

  public boolean isLive(Token asked, MonotonicTime now) {
    return token.equals(Optional.of(asked)) && isLive(now);
  }

  /** The newest dead token, which a report tells the leader. */
  public Optional<Token> newestDead() {
    return dead.stream().max(Token::compareTo);
  }
}
