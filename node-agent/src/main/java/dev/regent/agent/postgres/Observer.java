package dev.regent.agent.postgres;

import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the server: one SQL statement on a held session, and IDENTIFY_SYSTEM when the timeline
 * may have changed. Never throws for an unwell server and never blocks longer than one deadline and
 * one connection attempt.
 */
final class Observer {
  private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

  /** A session that fails sooner was lost; later, the server missed its deadline. */
  private static final Duration QUICK = Duration.ofMillis(300);

  private final Server server;
  private final Directory directory;
  private final Slots slots;
  private final LookQuery query;
  private final DeathWatch deathWatch;
  private final NewSessions newSessions;
  private final Runnable changed;

  /** The life of the postmaster that answered last. */
  private Optional<DataProcesses.Identity> life = Optional.empty();

  private TimelineId timeline = TimelineId.NONE;
  private boolean sessionIsNew = true;
  private boolean exhausted;
  private boolean wasInRecovery;
  private boolean awaitsDisk;
  private PostgresView last = PostgresView.ABSENT;

  Observer(Server server, Runnable changed) {
    this.server = server;
    this.directory = Directory.of(server);
    this.slots = new Slots(server);
    this.query = new LookQuery(server.settings());
    this.deathWatch = new DeathWatch(changed);
    this.newSessions = new NewSessions(server);
    this.changed = changed;
  }

  synchronized Observation observe() {
    awaitsDisk = false;
    PostgresView view = view();
    boolean different = !shape(view).equals(shape(last));
    last = view;
    if (different) {
      changed.run();
    }
    return new Observation(
        view,
        cut(),
        directory.isIntact(),
        view.status().answers() && server.config().isOpen(),
        awaitsDisk);
  }

  private PostgresView view() {
    try {
      if (directory.isAbsent()) {
        return PostgresView.ABSENT;
      }
      return asked();
    } catch (IOException | JobFailed failed) {
      LOG.warn("observation failed reason={}", failed.getMessage());
      return stateOnly(PostgresStatus.UNRESPONSIVE);
    }
  }

  /** A lost session of an earlier life says nothing of this one: that is asked on a new session. */
  private PostgresView asked() throws JobFailed, IOException {
    boolean held = server.sessions().isObserving();
    long start = server.waits().now();
    try {
      return answering(server.sessions().observing());
    } catch (JobFailed.Sql lost) {
      drop();
      if (!held || server.waits().passed(start, QUICK)) {
        return silent(lost);
      }
    }
    try {
      return answering(server.sessions().observing());
    } catch (JobFailed.Sql lost) {
      drop();
      return silent(lost);
    }
  }

  private void drop() {
    server.sessions().dropObserving();
    sessionIsNew = true;
  }

  private PostgresView answering(Session session) throws JobFailed, IOException {
    LookQuery.Look look = query.ask(session, exhausted);
    if (sessionIsNew || look.inRecovery() != wasInRecovery) {
      begin(look.inRecovery());
    }
    deathWatch.receiver(look.receiverPid());
    exhausted |= look.exhausted();
    awaitsDisk = look.awaitsDisk();
    WalPosition flushed = flushed(session, look);
    slots.maintainSometimes(session, look.inRecovery());
    return new PostgresView(
        status(look),
        ControlFile.systemIdOf(server.layout().data()),
        flushed,
        look.inRecovery() ? look.replayed() : flushed.lsn(),
        exhausted || !look.inRecovery(),
        look.walSenders(),
        look.receiver());
  }

  private PostgresStatus status(LookQuery.Look look) {
    if (newSessions.areRefused()) {
      return PostgresStatus.UNRESPONSIVE;
    }
    return look.inRecovery() ? PostgresStatus.STANDBY : PostgresStatus.PRIMARY;
  }

  private WalPosition flushed(Session session, LookQuery.Look look) throws JobFailed, IOException {
    boolean settled =
        !timeline.equals(TimelineId.NONE) && (!look.inRecovery() || look.isReceivingOn(timeline));
    if (settled) {
      return new WalPosition(timeline, Lsn.max(look.flushed(), look.replayed()));
    }
    WalPosition position = new Positions(server.layout()).resolve(session, look.flushed());
    timeline = position.timeline();
    return position;
  }

  /** First answer of a life, or first after a promotion. */
  private void begin(boolean inRecovery) {
    sessionIsNew = false;
    life = server.processes().postmaster();
    life.ifPresent(deathWatch::postmaster);
    newSessions.forget();
    timeline = TimelineId.NONE;
    wasInRecovery = inRecovery;
    exhausted = false;
  }

  private PostgresView silent(JobFailed.Sql lost) throws IOException {
    Optional<DataProcesses.Identity> postmaster = server.processes().postmaster();
    boolean sameLife = postmaster.isPresent() && postmaster.equals(life);
    if (sameLife && lost.state().equals(JobFailed.Sql.TOO_MANY_CONNECTIONS)) {
      return last;
    }
    if (!sameLife) {
      life = Optional.empty();
    }
    if (postmaster.isPresent()) {
      return stateOnly(sameLife ? PostgresStatus.UNRESPONSIVE : PostgresStatus.STARTING);
    }
    return stateOnly(
        server.processes().left().isEmpty() ? PostgresStatus.STOPPED : PostgresStatus.DYING);
  }

  private PostgresView stateOnly(PostgresStatus status) {
    return new PostgresView(
        status,
        ControlFile.systemIdOf(server.layout().data()),
        WalPosition.NONE,
        Lsn.ZERO,
        false,
        List.of(),
        Optional.empty());
  }

  private Optional<dev.regent.protocol.Revision> cut() {
    try {
      return directory.cut();
    } catch (IOException unreadable) {
      LOG.warn("cut marker unreadable reason={}", unreadable.getMessage());
      return Optional.empty();
    }
  }

  /** What {@code onChange} is about: status, timeline, who sends and who receives. */
  private static Shape shape(PostgresView view) {
    return new Shape(
        view.status(),
        view.flushed().timeline(),
        view.walSenders().stream().map(PostgresView.WalSender::node).sorted().toList(),
        view.receiver());
  }

  private record Shape(
      PostgresStatus status,
      TimelineId timeline,
      List<NodeId> walSenders,
      Optional<PostgresView.Receiver> receiver) {}
}
