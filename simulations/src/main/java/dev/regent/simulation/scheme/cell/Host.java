package dev.regent.simulation.scheme.cell;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.base.Life;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine: power, a network card that may hold the virtual address, and processes that live and
 * stop with it.
 */
public final class Host {
  private final NodeId id;
  private final Cell cell;
  private final boolean hasData;
  private final Database database;
  private final List<Life> processes = new ArrayList<>();
  private final List<Runnable> onBoot = new ArrayList<>();
  private final List<Runnable> onLink = new ArrayList<>();
  private boolean on = true;
  private boolean frozen;
  private boolean linkUp = true;
  private boolean vip;
  private int boots;
  private long clockAhead;

  Host(NodeId id, Cell cell, boolean hasData) {
    this.id = id;
    this.cell = cell;
    this.hasData = hasData;
    this.database = new Database(this, cell);
  }

  public NodeId id() {
    return id;
  }

  public Cell cell() {
    return cell;
  }

  /** Whether it has a server; a witness has none. */
  public boolean hasData() {
    return hasData;
  }

  public Database database() {
    return database;
  }

  /** Has power and does not stand still. */
  public boolean runs() {
    return on && !frozen;
  }

  boolean isOn() {
    return on;
  }

  boolean isFrozen() {
    return frozen;
  }

  /** A new process of this machine. */
  public Life process(String name) {
    Life life = new Life(id + " " + name);
    if (frozen) {
      life.freeze(cell.now());
    }
    processes.removeIf(Life::isEnded);
    processes.add(life);
    return life;
  }

  /** Calls {@code what} each time services start after a loss of power. */
  public void onBoot(Runnable what) {
    onBoot.add(what);
  }

  /** Calls {@code what} each time the network card loses or finds its link. */
  public void onLink(Runnable what) {
    onLink.add(what);
  }

  /** All that runs here is gone at once; what is on disk stays. */
  public void powerOff() {
    on = false;
    frozen = false;
    vip = false;
    boots++;
    processes.forEach(Life::end);
    processes.clear();
    database.crash();
  }

  /** Services start after a while. */
  public void powerOn() {
    int mine = ++boots;
    cell.after(
        cell.times().boot(),
        () -> {
          if (!on && mine == boots) {
            on = true;
            onBoot.forEach(Runnable::run);
          }
        });
  }

  /** Everything here stands still. */
  public void freeze() {
    frozen = true;
    processes.forEach(life -> life.freeze(cell.now()));
  }

  /** Everything here goes on. */
  public void wake() {
    frozen = false;
    List.copyOf(processes).forEach(life -> life.wake(cell.now()));
  }

  public boolean isLinkUp() {
    return linkUp;
  }

  /** The network card loses or finds its link. */
  public void link(boolean up) {
    if (linkUp != up) {
      linkUp = up;
      onLink.forEach(Runnable::run);
    }
  }

  public boolean hasVip() {
    return vip;
  }

  /** Whether the virtual address is on this network card. */
  public void vip(boolean has) {
    vip = has;
  }

  /** The time of day here. */
  public long clock() {
    return cell.now() + clockAhead;
  }

  /** Sets the time of day here. */
  public void setClock(long ahead) {
    clockAhead += ahead;
  }

  @Override
  public String toString() {
    return id.name();
  }
}
