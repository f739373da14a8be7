package dev.regent.simulation.mutants;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.regent.protocol.Invariants;
import java.util.ArrayList;
import java.util.List;

/** All mutants, as the resources {@code mutants/*.conf} name them. */
public final class MutantList {
  private static final List<String> LAYERS =
      List.of("ledger", "voters", "lease", "holder", "guard", "roles", "sync", "postgres");

  private MutantList() {}

  /**
   * Every mutant, layer by layer.
   *
   * @throws com.typesafe.config.ConfigException when a file is missing or a field of a mutant is
   */
  public static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    for (String layer : LAYERS) {
      ConfigFactory.parseResources(
              MutantList.class.getClassLoader(),
              "mutants/" + layer + ".conf",
              ConfigParseOptions.defaults().setAllowMissing(false))
          .getConfigList("mutants")
          .forEach(one -> all.add(mutant(one)));
    }
    long different = all.stream().map(Mutant::id).distinct().count();
    Invariants.require(different == all.size(), "every mutant has an id of its own");
    return List.copyOf(all);
  }

  private static Mutant mutant(Config one) {
    return new Mutant(
        one.getString("id"),
        one.getString("rule"),
        one.getString("why"),
        one.getString("file"),
        one.getString("before"),
        one.getString("after"),
        one.hasPath("scene")
            ? new Finder.Scene(one.getString("scene"))
            : seeds(one.getConfig("seeds")));
  }

  private static Finder seeds(Config seeds) {
    return new Finder.Seeds(
        seeds.getLong("first"),
        seeds.getInt("count"),
        seeds.getInt("seconds"),
        seeds.hasPath("trouble") ? seeds.getStringList("trouble") : List.of());
  }
}
