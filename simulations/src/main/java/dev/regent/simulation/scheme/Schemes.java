package dev.regent.simulation.scheme;

import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.SchemeSettings;
import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.cell.Recorder;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Runs scenarios under the schemes that the documents describe. The same scenario gives the same
 * recording, always.
 */
public final class Schemes {
  private Schemes() {}

  private enum Model {
    REPMGR("keepalived-repmgr", new Common.Usual("crash", "down", true), RepmgrPair::new),
    LECTURE("keepalived-notify", new Common.Usual("crash", "up", false), Lecture::new),
    OPENGAUSS("keepalived-opengauss", new Common.Usual("crash", "up", false), OpenGauss::new),
    CHECK_PG("keepalived-check-pg", new Common.Usual("crash", "up", false), CheckPg::new),
    PATRONI("patroni", new Common.Usual("stop", "up", false), PatroniScheme::new);

    private final String text;
    private final Common.Usual usual;
    private final BiFunction<Common, Knobs, Scheme> create;

    Model(String text, Common.Usual usual, BiFunction<Common, Knobs, Scheme> create) {
      this.text = text;
      this.usual = usual;
      this.create = create;
    }

    static Model of(String text) {
      return Stream.of(values())
          .filter(model -> model.text.equals(text))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "no scheme %s; allowed: %s".formatted(text, String.join(", ", names()))));
    }
  }

  /** The models that a scenario may name. */
  public static List<String> names() {
    return Stream.of(Model.values()).map(model -> model.text).toList();
  }

  /**
   * What a scenario shows under its documented scheme.
   *
   * @throws IllegalArgumentException when the scenario has no scheme, or a model, a setting or a
   *     step that is not known; the message says what is allowed
   */
  public static Recording run(Scenario scenario) {
    SchemeSettings settings =
        scenario
            .scheme()
            .orElseThrow(
                () -> new IllegalArgumentException(scenario.id() + " has no documented scheme"));
    Model model = Model.of(settings.model());
    Knobs knobs = new Knobs(model.text, settings.settings());
    Common common = Common.of(scenario.settings(), knobs, model.usual);
    Scheme scheme = model.create.apply(common, knobs);
    knobs.refuseOthers();
    scheme.begin();
    SortedMap<String, String> cast = cast(common.cell());
    Steps steps = new Steps(common, scheme, cast);
    scenario.steps().forEach(steps::schedule);
    return new Recorder(common.cell(), scheme::leads).run(scenario.length().toNanos(), cast);
  }

  private static SortedMap<String, String> cast(Cell cell) {
    SortedMap<String, String> cast = new TreeMap<>();
    cast.put("primary", cell.primary().toString());
    cast.put("leader", cell.primary().toString());
    put(cast, "standby", cell.standbys());
    put(cast, "standby2", cell.standbys().stream().skip(1).toList());
    put(cast, "witness", cell.witnesses());
    return cast;
  }

  private static void put(SortedMap<String, String> cast, String word, List<Host> hosts) {
    hosts.stream().findFirst().ifPresent(host -> cast.put(word, host.toString()));
  }
}
