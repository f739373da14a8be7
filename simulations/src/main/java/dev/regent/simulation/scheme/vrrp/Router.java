package dev.regent.simulation.scheme.vrrp;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.vrrp.Election.Advert;
import dev.regent.simulation.world.base.Alarm;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import java.util.List;

/**
 * keepalived on one node. It holds the virtual address while it is master; two routers that do not
 * hear each other are both master. Killed without a chance to clean up, it leaves the address where
 * it is.
 */
public final class Router {
  private static final long ARP_AGAIN = 5 * Nanos.SECOND;

  private final Host host;
  private final Cell cell;
  private final VrrpSettings settings;
  private final Notify notify;
  private final Track track;
  private final int address;
  private List<Router> peers = List.of();
  private State state = State.STOPPED;
  private Life life = new Life("keepalived");
  private Alarm patience;

  /** What a router is. */
  private enum State {
    STOPPED,
    FAULT,
    BACKUP,
    MASTER
  }

  /** A router of this node that does not run yet. */
  public Router(Host host, VrrpSettings settings, Check check, Notify notify) {
    this.host = host;
    this.cell = host.cell();
    this.settings = settings;
    this.notify = notify;
    this.address = cell.hosts().indexOf(host);
    this.track = new Track(cell.agenda(), settings.script(), check, this::checkChanged);
    this.patience = new Alarm(cell.agenda(), life, this::silence);
    host.onLink(this::linkChanged);
  }

  /** Whom it sends its advertisements to. */
  public void peers(List<Router> others) {
    peers = others.stream().filter(other -> other != this).toList();
  }

  /** Whether its process is there. */
  public boolean isRunning() {
    return state != State.STOPPED && !life.isEnded();
  }

  public boolean isMaster() {
    return state == State.MASTER && !life.isEnded();
  }

  /** Its process: what else keepalived does lives as long. */
  public Life life() {
    return life;
  }

  /** Runs since long ago, as master or not, with a check that succeeds or not. */
  public void beginAtRest(boolean isMaster, boolean checkSucceeds) {
    live();
    track.begin(life, checkSucceeds, cell.random().between(1, settings.script().each()));
    boolean isFault = settings.script().weight() == 0 && !checkSucceeds;
    if (isMaster) {
      state = State.MASTER;
      cell.agenda().after(cell.random().between(1, settings.advertEach()), life, this::advertise);
    } else {
      state = isFault ? State.FAULT : State.BACKUP;
      waitForAdverts(Election.patience(priority(), settings.advertEach()));
    }
    notify.started();
  }

  /** {@code systemctl start keepalived} */
  public void start() {
    if (isRunning() || !host.runs()) {
      return;
    }
    cell.deed(host, "keepalived starts");
    live();
    host.vip(false);
    track.begin(life, false, Nanos.MILLI);
    state = settings.script().weight() == 0 || !host.isLinkUp() ? State.FAULT : State.BACKUP;
    waitForAdverts(Election.patience(priority(), settings.advertEach()));
    notify.started();
  }

  private void live() {
    life = host.process("keepalived");
    Life mine = life;
    patience = new Alarm(cell.agenda(), mine, this::silence);
  }

  /** {@code systemctl stop keepalived}: the master says that it leaves. */
  public void stop() {
    if (!isRunning()) {
      return;
    }
    leave();
    state = State.STOPPED;
    life.end();
    cell.deed(host, "keepalived stops");
  }

  /** {@code kill -9}, or a loss of power. */
  public void die() {
    state = State.STOPPED;
    life.end();
  }

  /** The priority of now. */
  public int priority() {
    return Election.priority(settings, track.succeeds());
  }

  private void waitForAdverts(long nanos) {
    patience.set(cell.now() + nanos);
  }

  private void silence() {
    if (state == State.BACKUP) {
      cell.decision(
          host, "VRRP master with priority %d, hears nobody higher".formatted(priority()));
      state = State.MASTER;
      host.vip(true);
      announce();
      cell.agenda().after(ARP_AGAIN, life, this::announce);
      advertise();
      notify.master();
    }
  }

  private void announce() {
    if (isMaster() && host.isLinkUp()) {
      cell.clients().gratuitousArp(host);
    }
  }

  private void advertise() {
    if (isMaster()) {
      send(priority());
      cell.agenda().after(settings.advertEach(), life, this::advertise);
    }
  }

  private void send(int priority) {
    Advert advert = new Advert(address, priority, settings.routerId(), settings.password());
    for (Router peer : peers) {
      cell.wires().send(host.id(), peer.host.id(), () -> peer.life.run(() -> peer.receive(advert)));
    }
  }

  private void receive(Advert advert) {
    if (!advert.isFor(settings)) {
      return;
    }
    switch (state) {
      case STOPPED, FAULT -> {}
      case BACKUP -> backupHears(advert);
      case MASTER -> masterHears(advert);
    }
  }

  private void backupHears(Advert advert) {
    if (advert.priority() == Election.LEAVING) {
      waitForAdverts(Election.skew(priority(), settings.advertEach()));
    } else if (Election.isFollowed(advert, priority(), settings.preempt())) {
      waitForAdverts(Election.patience(priority(), settings.advertEach()));
    }
  }

  private void masterHears(Advert advert) {
    if (advert.priority() == Election.LEAVING) {
      send(priority());
    } else if (Election.givesWay(advert, priority(), address)) {
      cell.decision(host, "VRRP backup, hears priority %d".formatted(advert.priority()));
      state = State.BACKUP;
      host.vip(false);
      waitForAdverts(Election.patience(priority(), settings.advertEach()));
    } else {
      send(priority());
      announce();
    }
  }

  private void leave() {
    if (isMaster()) {
      send(Election.LEAVING);
    }
    host.vip(false);
  }

  private void checkChanged() {
    String result = track.succeeds() ? "succeeds" : "fails";
    cell.decision(host, "the check %s, priority %d".formatted(result, priority()));
    reconsider();
  }

  private void linkChanged() {
    if (isRunning()) {
      life.run(this::reconsider);
    }
  }

  private void reconsider() {
    boolean isFault = !host.isLinkUp() || (settings.script().weight() == 0 && !track.succeeds());
    if (isFault && state != State.FAULT) {
      leave();
      state = State.FAULT;
      cell.decision(host, "VRRP fault, without the address");
      notify.fault();
    } else if (!isFault && state == State.FAULT) {
      state = State.BACKUP;
      waitForAdverts(Election.patience(priority(), settings.advertEach()));
    }
  }
}
