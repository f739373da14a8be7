package dev.regent.simulation.world.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.report.PostgresView;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** One life of a postmaster and its children. */
final class Server {
  private static final long RETRIEVE_INTERVAL = 500 * Nanos.MILLI;
  private static final long REPLY_INTERVAL = 500 * Nanos.MILLI;

  /** How far a server has come. */
  enum Phase {
    STARTING,
    RECOVERY,
    PRIMARY
  }

  private final Postgres home;
  private final Sim sim;
  private final Life life;
  private final Directory directory;
  private final long pid;
  private final Commits commits;
  private final SortedMap<NodeId, Stream> senders = new TreeMap<>();
  private Optional<Stream> receiver = Optional.empty();
  private Phase phase = Phase.STARTING;
  private Lsn replayed = Lsn.ZERO;
  private boolean consistent;
  private boolean promoting;
  private boolean stopping;
  private boolean hung;
  private boolean crowded;
  private boolean replayHeld;
  private Optional<Long> promotedByHandAt = Optional.empty();

  Server(Postgres home, Directory directory, long pid) {
    this.home = home;
    this.sim = home.sim();
    this.directory = directory;
    this.pid = pid;
    this.life = new Life(home.node() + " postgres " + pid);
    this.commits = new Commits(directory.names);
  }

  /** Crash recovery, then answers, then everything that is here is replayed. */
  void start() {
    sim.agenda().after(sim.delay(40, 400), life, () -> onDisk(this::recover));
  }

  private void recover() {
    phase = Phase.RECOVERY;
    sim.agenda().after(sim.delay(5, 60), life, this::exhausted);
    sim.agenda().after(REPLY_INTERVAL, life, this::replyNowAndThen);
    retrieve();
  }

  /** Once the volume answers; a server that cannot write its log or its lock file ends. */
  void onDisk(Runnable written) {
    home.volume()
        .whenItAnswers(
            life,
            () -> {
              if (home.volume().isFull()) {
                home.outOfSpace(this);
              } else {
                written.run();
              }
            });
  }

  private void exhausted() {
    replayed = wal().flushedEnd().lsn();
    consistent = true;
  }

  private void replyNowAndThen() {
    receiver.ifPresent(Stream::reply);
    sim.agenda().after(REPLY_INTERVAL, life, this::replyNowAndThen);
  }

  /** The receiver starts, and starts again, while there is somebody to follow. */
  private void retrieve() {
    if (phase != Phase.RECOVERY) {
      return;
    }
    if (receiver.isEmpty() && !promoting) {
      directory.upstream.flatMap(home::reachable).ifPresent(this::connect);
    }
    sim.agenda().after(RETRIEVE_INTERVAL, life, this::retrieve);
  }

  void retrieveSoon() {
    if (phase == Phase.RECOVERY && receiver.isEmpty() && !promoting) {
      directory.upstream.flatMap(home::reachable).ifPresent(this::connect);
    }
  }

  private void connect(Server upstream) {
    boolean possible =
        upstream.phase != Phase.STARTING
            && !upstream.stopping
            && upstream.directory.systemId.equals(directory.systemId)
            && upstream.wal().contains(wal().flushedEnd())
            && upstream.wal().flushedEnd().lsn().isAtLeast(wal().flushedEnd().lsn())
            && upstream.directory.hasWalFrom(wal().flushedEnd().lsn());
    if (possible) {
      Stream stream = new Stream(sim, upstream, this);
      Stream old = upstream.senders.put(node(), stream);
      if (old != null) {
        old.dropSender();
        upstream.senders.put(node(), stream);
      }
      receiver = Optional.of(stream);
      stream.open();
    }
  }

  void received(List<Wal.Entry> batch) {
    wal().receive(batch);
    Lsn end = wal().flushedEnd().lsn();
    sim.agenda().after(sim.briefDelay(200, 20_000), life, () -> replay(end));
  }

  private void replay(Lsn end) {
    if (!replayHeld) {
      replayed = Lsn.max(replayed, end);
    }
  }

  /** {@code pg_wal_replay_pause()} and {@code pg_wal_replay_resume()}. */
  void holdReplay(boolean is) {
    boolean goesOn = replayHeld && !is;
    replayHeld = is;
    if (goesOn && consistent) {
      replayed = wal().flushedEnd().lsn();
    }
  }

  void lost(Stream stream) {
    senders.remove(stream.standby(), stream);
    if (receiver.filter(stream::equals).isPresent()) {
      receiver = Optional.empty();
    }
  }

  void confirmed() {
    commits.release(senders.values());
  }

  /** A transaction of one row; told when it is committed, if ever. */
  void commit(int row, IntConsumer acknowledged) {
    Lsn end = wal().append(wal().timeline(), row, sim.random().between(50, 200));
    sim.agenda()
        .after(
            sim.briefDelay(200, 2_500), life, () -> onDisk(() -> flushed(end, row, acknowledged)));
  }

  private void flushed(Lsn end, int row, IntConsumer acknowledged) {
    wal().flush(end);
    senders.values().forEach(Stream::pump);
    commits.await(end, row, acknowledged);
    confirmed();
  }

  /** Leaves recovery, onto this timeline; the end-of-recovery record is flushed before. */
  void promote(TimelineId timeline) {
    if (phase != Phase.RECOVERY || promoting || hung) {
      return;
    }
    promoting = true;
    stopReceiving();
    sim.agenda().after(sim.delay(25, 150), life, () -> onDisk(() -> leaveRecovery(timeline)));
  }

  private void leaveRecovery(TimelineId timeline) {
    replayed = wal().append(timeline, Wal.NO_ROW, 120);
    wal().flush(wal().insertEnd());
    phase = Phase.PRIMARY;
    commits.visible.or(wal().rows());
    List.copyOf(senders.values()).forEach(Stream::dropSender);
    home.promoted(this);
  }

  /** Somebody promotes it past its guard: {@code pg_ctl promote}. */
  void promoteByHand() {
    if (phase == Phase.RECOVERY && !promoting) {
      promotedByHandAt = Optional.of(sim.now());
      promote(wal().timeline().next());
    }
  }

  /** When somebody promoted it by hand, if ever. */
  Optional<Long> promotedByHandAt() {
    return promotedByHandAt;
  }

  /** Every connection is taken: clients get none, the agent keeps those that it has. */
  void crowd(boolean is) {
    crowded = is;
  }

  boolean isCrowded() {
    return crowded;
  }

  void stopReceiving() {
    receiver.ifPresent(Stream::dropReceiver);
  }

  void touch() {
    Lsn end = wal().append(wal().timeline(), Wal.NO_ROW, 64);
    onDisk(() -> {
      wal().flush(end);
      senders.values().forEach(Stream::pump);
    });
  }

  /** Whether every standby that is connected has all of the WAL. */
  boolean isSentToAll() {
    return senders.values().stream().allMatch(Stream::isCaughtUp);
  }

  void closeToSenders(NodeId except) {
    stopping = true;
    List.copyOf(senders.values()).stream()
        .filter(stream -> !stream.standby().equals(except))
        .forEach(Stream::dropSender);
  }

  void announce(SyncRule rule) {
    commits.announce(rule);
    confirmed();
  }

  void settle(SyncRule rule) {
    commits.settle(rule);
    confirmed();
  }

  /** The postmaster stands still: nobody new gets in, whoever is in goes on (SIGSTOP). */
  void hang(boolean is) {
    hung = is;
  }

  boolean isHung() {
    return hung;
  }

  /** Whether the postmaster takes new connections and hears signals. */
  boolean answers() {
    return life.isRunning() && !hung;
  }

  /** Its processes are gone. */
  void end() {
    life.end();
    List.copyOf(senders.values()).forEach(Stream::dropSender);
    stopReceiving();
  }

  Commits commits() {
    return commits;
  }

  Life life() {
    return life;
  }

  NodeId node() {
    return home.node();
  }

  long pid() {
    return pid;
  }

  Wal wal() {
    return directory.wal;
  }

  Phase phase() {
    return phase;
  }

  Lsn replayed() {
    return phase == Phase.PRIMARY ? wal().flushedEnd().lsn() : replayed;
  }

  /** The WAL up to here is gone: whoever still needs it cannot be sent it (a lost slot). */
  void dropOldWal() {
    directory.oldest = wal().flushedEnd().lsn();
    List.copyOf(senders.values()).stream()
        .filter(stream -> !stream.confirmed().isAtLeast(directory.oldest))
        .forEach(Stream::dropSender);
  }

  boolean isConsistent() {
    return consistent || phase == Phase.PRIMARY;
  }

  boolean isReplayed() {
    return consistent && replayed.isAtLeast(wal().flushedEnd().lsn());
  }

  Optional<Stream> receiver() {
    return receiver;
  }

  Optional<Stream> sender(NodeId standby) {
    return Optional.ofNullable(senders.get(standby));
  }

  List<PostgresView.WalSender> walSenders() {
    return senders.values().stream().map(Stream::sender).toList();
  }
}
