package dev.regent.simulation.search;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.VoterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I4, from all that was ever sent and committed on the way to a state.
 *
 * <ol>
 *   <li>A revision has one content (L2), and a term one leader (L3).
 *   <li>A voter promises a term to one candidate (L1).
 *   <li>Whatever a leader committed, or a majority of those who decide it acked, so that its leader
 *       may commit it, is one line: of two such entries the later descends from the earlier.
 * </ol>
 */
final class LedgerChecks {
  private final Entry root;
  private final Names<Post> posts;
  private final Names<Entry> entries;

  LedgerChecks(Entry root, Names<Post> posts, Names<Entry> entries) {
    this.root = root;
    this.posts = posts;
    this.entries = entries;
  }

  Optional<String> violation(int[] committed, int[] sent) {
    SortedMap<Revision, Entry> known = new TreeMap<>();
    known.put(root.revision(), root);
    List<Message.Accepted> acks = new ArrayList<>();
    List<Post> promises = new ArrayList<>();
    SortedMap<Term, NodeId> leaders = new TreeMap<>();
    for (int number : sent) {
      Post post = posts.value(number);
      if (post.message() instanceof Message.Accept(Entry entry)) {
        Entry other = known.putIfAbsent(entry.revision(), entry);
        if (other != null && !other.equals(entry)) {
          return Optional.of("L2: two contents of revision " + entry.revision());
        }
        NodeId leader = leaders.putIfAbsent(entry.revision().term(), post.from());
        if (leader != null && !leader.equals(post.from())) {
          return Optional.of(
              "L3: %s and %s both lead term %s"
                  .formatted(leader, post.from(), entry.revision().term()));
        }
      } else if (post.message() instanceof Message.Accepted ack) {
        acks.add(ack);
      } else if (post.message() instanceof Message.Promise) {
        promises.add(post);
      }
    }
    return promisedTwice(promises).or(() -> forked(known, line(known, acks, committed)));
  }

  private static Optional<String> promisedTwice(List<Post> promises) {
    List<Post> given = new ArrayList<>();
    for (Post post : promises) {
      for (Post other : given) {
        if (isSamePromise(post, other) && !post.to().equals(other.to())) {
          return Optional.of("L1: %s, but also %s".formatted(other, post));
        }
      }
      given.add(post);
    }
    return Optional.empty();
  }

  private static boolean isSamePromise(Post one, Post other) {
    return one.message() instanceof Message.Promise promise
        && other.message() instanceof Message.Promise same
        && promise.term().equals(same.term())
        && promise.voter().isSame(same.voter());
  }

  private List<Entry> line(
      SortedMap<Revision, Entry> known, List<Message.Accepted> acks, int[] committed) {
    SortedMap<Revision, Entry> decided = new TreeMap<>();
    for (int number : committed) {
      Entry entry = entries.value(number);
      decided.put(entry.revision(), entry);
    }
    for (Entry entry : known.values()) {
      Entry before = known.get(entry.previous());
      if (before != null && isAcked(entry, before.state().voters(), acks)) {
        decided.put(entry.revision(), entry);
      }
    }
    return List.copyOf(decided.values());
  }

  private static boolean isAcked(Entry entry, VoterSet electorate, List<Message.Accepted> acks) {
    List<Voter> voters =
        acks.stream()
            .filter(ack -> ack.revision().equals(entry.revision()))
            .map(Message.Accepted::voter)
            .toList();
    return electorate.isMajority(voters);
  }

  private static Optional<String> forked(SortedMap<Revision, Entry> known, List<Entry> decided) {
    for (int i = 1; i < decided.size(); i++) {
      if (!descends(known, decided.get(i), decided.get(i - 1).revision())) {
        return Optional.of(
            "I4: committed %s does not descend from committed %s"
                .formatted(Words.of(decided.get(i)), Words.of(decided.get(i - 1))));
      }
    }
    return Optional.empty();
  }

  private static boolean descends(SortedMap<Revision, Entry> known, Entry later, Revision earlier) {
    Entry at = later;
    while (at.revision().isAbove(earlier)) {
      Entry before = known.get(at.previous());
      if (before == null) {
        return false;
      }
      at = before;
    }
    return at.revision().equals(earlier);
  }
}
