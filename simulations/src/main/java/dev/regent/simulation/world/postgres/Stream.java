package dev.regent.simulation.world.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.report.PostgresView;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import java.util.List;

/**
 * One replication connection, with the walsender at its one end and the receiver at the other. A
 * cut, or a machine without power, stalls it; after the lease's time without progress both ends
 * give it up, each by itself.
 */
final class Stream {
  private static final long POLL = 100 * Nanos.MILLI;
  private static final long GIVE_UP = 4 * Nanos.SECOND;
  private static final long FROZEN_PEER = 8 * Nanos.SECOND;

  private final Sim sim;
  private final Server upstream;
  private final Server downstream;
  private boolean senderGone;
  private boolean receiverGone;
  private boolean inFlight;
  private Lsn sent;
  private Lsn confirmed = Lsn.ZERO;
  private Lsn replayed = Lsn.ZERO;
  private long stalledSince = Long.MAX_VALUE;

  Stream(Sim sim, Server upstream, Server downstream) {
    this.sim = sim;
    this.upstream = upstream;
    this.downstream = downstream;
    this.sent = downstream.wal().flushedEnd().lsn();
  }

  void open() {
    reply();
    pump();
    watch();
  }

  NodeId standby() {
    return downstream.node();
  }

  NodeId source() {
    return upstream.node();
  }

  /** What the walsender knows to be flushed over there. */
  Lsn confirmed() {
    return confirmed;
  }

  PostgresView.WalSender sender() {
    return new PostgresView.WalSender(standby(), "streaming", confirmed, replayed);
  }

  /** Whether everything that the upstream has was flushed over there. */
  boolean isCaughtUp() {
    return confirmed.isAtLeast(upstream.wal().insertEnd());
  }

  /** Sends what there is; one batch at a time. */
  void pump() {
    if (inFlight || senderGone) {
      return;
    }
    List<Wal.Entry> batch = upstream.wal().flushedAfter(sent);
    if (batch.isEmpty()) {
      return;
    }
    inFlight = true;
    Lsn end = batch.getLast().end();
    carry(upstream, downstream, () -> arrived(batch));
    sent = end;
  }

  private void arrived(List<Wal.Entry> batch) {
    if (receiverGone) {
      return;
    }
    sim.agenda()
        .after(
            sim.briefDelay(200, 2_000),
            downstream.life(),
            () -> downstream.onDisk(() -> flushed(batch)));
  }

  private void flushed(List<Wal.Entry> batch) {
    if (receiverGone) {
      return;
    }
    downstream.received(batch);
    inFlight = false;
    reply();
    sim.agenda().after(0, upstream.life(), this::pump);
  }

  /** The standby's feedback: what it flushed and what it replayed. */
  void reply() {
    Lsn flush = downstream.wal().flushedEnd().lsn();
    Lsn replay = downstream.replayed();
    carry(downstream, upstream, () -> heard(flush, replay));
  }

  private void heard(Lsn flush, Lsn replay) {
    if (!senderGone) {
      confirmed = Lsn.max(confirmed, flush);
      replayed = Lsn.max(replayed, replay);
      upstream.confirmed();
    }
  }

  private void carry(Server from, Server to, Runnable arrival) {
    if (!sim.network().carries(from.node(), to.node())) {
      if (!senderGone || !receiverGone) {
        sim.agenda().after(POLL, () -> carry(from, to, arrival));
      }
      return;
    }
    sim.agenda().after(sim.network().streamDelay(from.node(), to.node()), to.life(), arrival);
  }

  private void watch() {
    if (isOver()) {
      return;
    }
    boolean stalls = !sim.network().connects(source(), standby());
    stalledSince = stalls ? Math.min(stalledSince, sim.now()) : Long.MAX_VALUE;
    boolean lost = stalls && sim.now() - stalledSince >= GIVE_UP;
    if (lost || isNoMore(downstream, stalls)) {
      upstream.life().run(this::dropSender);
    }
    if (lost || isNoMore(upstream, stalls)) {
      downstream.life().run(this::dropReceiver);
    }
    if (!stalls) {
      noticeHalfOpen();
    }
    sim.agenda().after(POLL, this::watch);
  }

  private boolean isOver() {
    return (senderGone || upstream.life().isEnded())
        && (receiverGone || downstream.life().isEnded());
  }

  /**
   * As the other end sees it: a kernel says that a process ended, a machine without power does not.
   */
  private boolean isNoMore(Server end, boolean stalls) {
    return end.life().isFrozenSince(sim.now() - FROZEN_PEER) || (end.life().isEnded() && !stalls);
  }

  /** What one end gave up while the network was cut, the other learns when it is not. */
  private void noticeHalfOpen() {
    if (senderGone) {
      downstream.life().run(this::dropReceiver);
    }
    if (receiverGone) {
      upstream.life().run(this::dropSender);
    }
  }

  /** The walsender ends; over there it is noticed if the network lets it be. */
  void dropSender() {
    if (!senderGone) {
      senderGone = true;
      upstream.lost(this);
      hangUp(upstream, downstream, this::dropReceiver);
    }
  }

  void dropReceiver() {
    if (!receiverGone) {
      receiverGone = true;
      downstream.lost(this);
      hangUp(downstream, upstream, this::dropSender);
    }
  }

  private void hangUp(Server from, Server to, Runnable noticed) {
    if (sim.network().connects(from.node(), to.node())) {
      sim.agenda().after(sim.briefDelay(200, 2_000), to.life(), noticed);
    }
  }
}
