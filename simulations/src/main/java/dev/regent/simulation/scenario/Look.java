package dev.regent.simulation.scenario;

/**
 * How a node looks from outside.
 *
 * @param vip whether clients reach it at the virtual address
 * @param leads whether it leads the others: the ledger's leader, the VRRP master, the holder of a
 *     key
 */
public record Look(Part part, boolean vip, boolean leads) {
  /** What its database is. */
  public enum Part {
    /** No power, or there is no database here. */
    OFF("off"),
    /** It votes and has no database. */
    WITNESS("witness"),
    /** The machine or its database stands still. */
    FROZEN("frozen"),
    /** The server does not run. */
    DOWN("down"),
    /** There is nothing left of its data. */
    EMPTY("no data"),
    /** In recovery. */
    STANDBY("standby"),
    /** Out of recovery, and no client can commit. */
    CLOSED("closed"),
    /** Clients can commit. */
    PRIMARY("PRIMARY");

    private final String text;

    Part(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
