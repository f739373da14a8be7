package dev.regent.simulation.world.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.SyncRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Which commits wait for standbys, and which are done: {@code synchronous_standby_names}.
 *
 * <p>While a reload is on its way some processes go by the old rule and some by the new one, so a
 * commit is released as soon as any of them would release it.
 */
final class Commits {
  private List<SyncRule> rules;
  private final List<Waiting> waiting = new ArrayList<>();

  /** What a reader sees. */
  final BitSet visible = new BitSet();

  private record Waiting(Lsn end, int row, IntConsumer acknowledged) {}

  Commits(SyncRule rule) {
    rules = List.of(rule);
  }

  List<SyncRule> inForce() {
    return rules;
  }

  /** A reload begins: old and new rule go side by side. */
  void announce(SyncRule rule) {
    if (!rules.contains(rule)) {
      List<SyncRule> both = new ArrayList<>(rules);
      both.add(rule);
      rules = List.copyOf(both);
    }
  }

  /** The rule is in force for every backend. */
  void settle(SyncRule rule) {
    rules = List.of(rule);
  }

  void await(Lsn end, int row, IntConsumer acknowledged) {
    waiting.add(new Waiting(end, row, acknowledged));
  }

  /** The waiting backends are ended: what they wrote becomes visible, and nobody was told (S1). */
  void cancel() {
    waiting.forEach(commit -> visible.set(commit.row()));
    waiting.clear();
  }

  /** Whether a commit is done that needs nobody's confirmation. */
  boolean isAsynchronous() {
    return rules.stream().anyMatch(rule -> rule.required() == 0);
  }

  void release(Collection<Stream> streams) {
    if (waiting.isEmpty()) {
      return;
    }
    Iterator<Waiting> each = waiting.iterator();
    List<Waiting> done = new ArrayList<>();
    while (each.hasNext()) {
      Waiting commit = each.next();
      if (isMet(commit.end(), streams)) {
        each.remove();
        visible.set(commit.row());
        done.add(commit);
      }
    }
    done.forEach(commit -> commit.acknowledged().accept(commit.row()));
  }

  private boolean isMet(Lsn end, Collection<Stream> streams) {
    for (SyncRule rule : rules) {
      if (confirmations(rule, end, streams) >= rule.required()) {
        return true;
      }
    }
    return false;
  }

  /** A standby has one stream here at most. */
  private static int confirmations(SyncRule rule, Lsn end, Collection<Stream> streams) {
    int confirmed = 0;
    for (Stream stream : streams) {
      boolean counts = stream.confirmed().isAtLeast(end);
      confirmed += counts && rule.standbys().contains(stream.standby()) ? 1 : 0;
    }
    return confirmed;
  }
}
