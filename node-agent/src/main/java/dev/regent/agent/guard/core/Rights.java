package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens a guard knows.
 *
 * <p><b>Invariants.</b> (1) A dead token never becomes live again (V7). (2) A token lower than the
 * highest ever armed is as good as dead, so {@code dead} lists none of those. (3) An armed token
 * that is dead is <i>condemned</i>: nothing more is done under it, and its deadline still kills
 * unless nothing writable is proven to be left before that.
 *
 * @param armed the token armed last, until its deadline or until it is settled
 * @param highest the highest token ever armed
 * @param fired the guard killed at the deadline of the token armed last
 */
public record Rights(
    Optional<Armed> armed, Optional<Token> highest, List<Token> dead, boolean fired) {
  /** Of a guard that was never armed. */
  public static final Rights NONE =
      new Rights(Optional.empty(), Optional.empty(), List.of(), false);

  public Rights {
    dead = List.copyOf(dead);
  }

  /** Whether something may be done under {@code token} at this moment (H3). */
  public boolean isLive(Token token, MonotonicTime now) {
    return !isDead(token)
        && armed.filter(it -> it.token().equals(token) && now.isBefore(it.deadline())).isPresent();
  }

  /** Armed with a token that was marked dead, its deadline still to come. */
  boolean isCondemned() {
    return armed.filter(it -> isDead(it.token())).isPresent();
  }

  boolean isExpired(MonotonicTime now) {
    return armed.filter(it -> now.isAtLeast(it.deadline())).isPresent();
  }

  /** Why {@code offered} cannot be armed; empty when it can. */
  Optional<String> objection(Armed offered, MonotonicTime now) {
    Token token = offered.token();
    if (isDead(token)) {
      return Optional.of("token " + token + " is dead");
    }
    if (highest.filter(it -> it.isAbove(token)).isPresent()) {
      return Optional.of("token " + token + " is lower than " + highest.get() + ", armed before");
    }
    return now.isBefore(offered.deadline())
        ? Optional.empty()
        : Optional.of("the deadline of token " + token + " has passed");
  }

  /** With a token that {@link #objection} let pass. Of two deadlines of one token the later. */
  Rights arm(Armed offered) {
    Armed later =
        armed
            .filter(it -> it.token().equals(offered.token()))
            .filter(it -> offered.deadline().isBefore(it.deadline()))
            .orElse(offered);
    return new Rights(
        Optional.of(later), Optional.of(later.token()), listable(dead, later.token()), false);
  }

  Rights markDead(Token token) {
    if (isDead(token) || highest.filter(it -> it.isAbove(token)).isPresent()) {
      return this;
    }
    List<Token> more = new ArrayList<>(dead);
    more.add(token);
    return new Rights(armed, highest, more, fired);
  }

  /** Nothing is armed any more, and what was is dead. */
  Rights disarm(boolean byFiring) {
    Rights marked = armed.map(it -> markDead(it.token())).orElse(this);
    return new Rights(Optional.empty(), highest, marked.dead, byFiring);
  }

  private boolean isDead(Token token) {
    return dead.contains(token);
  }

  private static List<Token> listable(List<Token> dead, Token highest) {
    return dead.stream().filter(token -> !highest.isAbove(token)).toList();
  }
}
