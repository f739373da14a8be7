package dev.regent.simulation.world.base;

/** What everything in a world shares. */
public record Sim(
    Agenda agenda, SplitMix random, Network network, Trace trace, Probe probe, Rows rows) {
  /** A new world's; everything random in it comes from there. */
  public static Sim of(Agenda agenda, SplitMix random, Probe probe) {
    Network network = new Network(agenda, random.fork());
    return new Sim(agenda, random, network, new Trace(agenda), probe, new Rows());
  }

  /** Numbers every row that is ever written. */
  public int nextRow() {
    return rows.next();
  }

  public long now() {
    return agenda.now();
  }

  /** Evenly between so many and so many microseconds. */
  public long briefDelay(long low, long high) {
    return random.between(low * Nanos.MICRO, high * Nanos.MICRO);
  }

  /** Evenly between so many and so many milliseconds. */
  public long delay(long low, long high) {
    return random.between(low * Nanos.MILLI, high * Nanos.MILLI);
  }
}
