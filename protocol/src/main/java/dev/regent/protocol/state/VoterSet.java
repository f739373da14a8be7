package dev.regent.protocol.state;

import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Voter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The voters and the revision since which they are the voters (L7).
 *
 * @param since the revision of the genesis or of the {@code VoterReplaced} that made this set
 */
public record VoterSet(Revision since, List<Voter> voters) {
  public VoterSet {
    voters = voters.stream().sorted(Comparator.comparing(Voter::node)).toList();
    Invariants.require(
        voters.stream().map(Voter::node).distinct().count() == voters.size(),
        "each node votes once in " + voters);
  }

  /** How many voters are a majority. */
  public int majority() {
    return voters.size() / 2 + 1;
  }

  public List<NodeId> nodes() {
    return voters.stream().map(Voter::node).toList();
  }

  public boolean names(Voter voter) {
    return isAmong(voter, voters);
  }

  public Optional<Voter> of(NodeId node) {
    for (Voter voter : voters) {
      if (voter.node().equals(node)) {
        return Optional.of(voter);
      }
    }
    return Optional.empty();
  }

  /** Whether these voters, counted once each and only while named here, are a majority. */
  public boolean isMajority(Collection<Voter> some) {
    int found = 0;
    for (Voter voter : voters) {
      found += isAmong(voter, some) ? 1 : 0;
    }
    return found >= majority();
  }

  private static boolean isAmong(Voter voter, Collection<Voter> some) {
    for (Voter each : some) {
      if (each.isSame(voter)) {
        return true;
      }
    }
    return false;
  }

  /** The set after one voter lost its journal and came back with a new one (L6). */
  public VoterSet replaced(Voter successor, Revision since) {
    return new VoterSet(
        since,
        voters.stream()
            .map(voter -> voter.node().equals(successor.node()) ? successor : voter)
            .toList());
  }
}
