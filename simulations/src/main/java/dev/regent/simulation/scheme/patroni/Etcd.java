package dev.regent.simulation.scheme.patroni;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.world.base.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The store that holds the leader key, with a member on every node. It serves who reaches a member
 * that reaches a majority; without any majority nothing changes, and the key does not expire.
 */
final class Etcd {
  private static final long LOOKS_AGAIN = Nanos.SECOND;

  private final Cell cell;
  private final long ttl;
  private final List<Runnable> watchers = new ArrayList<>();
  private Optional<Host> holder;
  private Optional<Host> candidate = Optional.empty();
  private long expires;
  private int position;

  Etcd(Cell cell, long ttl) {
    this.cell = cell;
    this.ttl = ttl;
    this.holder = Optional.of(cell.primary());
  }

  /** Calls {@code what} whenever the leader key goes. */
  void watch(Runnable what) {
    watchers.add(what);
  }

  /** Whether a client on this node is served. */
  boolean isAvailable(Host client) {
    return serves(client) || cell.reachable(client).anyMatch(this::serves);
  }

  private boolean serves(Host member) {
    return member.runs() && 2 * (cell.reachable(member).count() + 1) > cell.hosts().size();
  }

  /** Whose the leader key is. */
  Optional<Host> leader() {
    return holder;
  }

  boolean isHeldBy(Host host) {
    return holder.filter(it -> it == host).isPresent();
  }

  /** Where the leader's log was when it last renewed. */
  int position() {
    return position;
  }

  /** Who alone may have the key next, if a switchover says so. */
  Optional<Host> candidate() {
    return candidate;
  }

  /** Takes the key when nobody has it; the first one wins. */
  boolean acquire(Host host) {
    if (holder.isPresent() || !isAvailable(host)) {
      return false;
    }
    holder = Optional.of(host);
    candidate = Optional.empty();
    renew(host);
    return true;
  }

  void renew(Host host) {
    position = host.database().log().size();
    expires = cell.now() + ttl;
    expireLater(ttl);
  }

  /** Gives the key back, perhaps for one other node. */
  void release(Host host, Optional<Host> next) {
    if (isHeldBy(host)) {
      candidate = next;
      position = host.database().log().size();
      gone();
    }
  }

  private void expireLater(long nanos) {
    cell.after(nanos, this::expire);
  }

  private void expire() {
    if (holder.isEmpty() || cell.now() < expires) {
      return;
    }
    if (cell.hosts().stream().anyMatch(this::serves)) {
      cell.decision(holder.get(), "its leader key in etcd expires");
      gone();
    } else {
      expireLater(LOOKS_AGAIN);
    }
  }

  private void gone() {
    holder = Optional.empty();
    watchers.forEach(Runnable::run);
  }
}
