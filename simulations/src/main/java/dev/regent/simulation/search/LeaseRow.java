package dev.regent.simulation.search;

import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.VoterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where a row of the leases keeps what. */
final class LeaseRow {
  static final int VOTERS = Cast.NODES.size();
  static final int NODES = Cast.DATA_NODES.size();
  static final int TICKS = VOTERS + NODES;
  static final int COMMITTED = TICKS + 1;
  static final int CRASHES = TICKS + 2;
  static final int LOSSES = TICKS + 3;
  static final int ROUNDS = TICKS + 4;
  static final int RELEASES = ROUNDS + NODES;
  static final int POSTS = RELEASES + NODES;

  private LeaseRow() {}

  static int[] spending(int[] row, int bound) {
    return Rows.put(row, bound, row[bound] - 1);
  }

  /** With more messages on their way; the same row if all are known. */
  static int[] posting(int[] row, int[] more) {
    int[] posts = Arrays.copyOfRange(row, POSTS, row.length);
    int[] all = Rows.with(posts, more);
    if (all.length == posts.length) {
      return row;
    }
    int[] next = Arrays.copyOf(row, POSTS + all.length);
    System.arraycopy(all, 0, next, POSTS, all.length);
    return next;
  }

  /** The same within a bound of rounds; beyond it they are lost. */
  static int[] sending(int[] row, int bound, int[] more) {
    return more.length == 0 || row[bound] == 0 ? row : posting(spending(row, bound), more);
  }

  /** How far the plot is committed, which nothing takes back (L3, L6). */
  static int committed(int[] row, List<Entry> plot, VoterSteps voters) {
    int committed = row[COMMITTED];
    while (committed + 1 < plot.size() && isCommitted(row, committed + 1, plot, voters)) {
      committed++;
    }
    return committed;
  }

  /** By those who vote on it: for a change of voters, the old set. */
  private static boolean isCommitted(int[] row, int at, List<Entry> plot, VoterSteps voters) {
    VoterSet electorate = plot.get(at - 1).state().voters();
    List<Voter> acks = new ArrayList<>();
    for (int i = 0; i < VOTERS; i++) {
      Replica replica = voters.state(row[i]).replica();
      if (replica.isVoter() && !plot.get(at).revision().isAbove(replica.acceptedRevision())) {
        acks.add(replica.signature());
      }
    }
    return electorate.isMajority(acks);
  }
}
