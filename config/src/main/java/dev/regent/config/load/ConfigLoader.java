package dev.regent.config.load;

import com.typesafe.config.ConfigObject;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.LocalRules;
import dev.regent.config.settings.LocalSettings;
import dev.regent.config.settings.SettingsHash;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a node's configuration file. Every key is described in reference.conf.
 *
 * <p><b>Failure modes.</b> Never throws for what is in the file, or when there is none: all
 * problems come back at once, except that a file that is not HOCON has only one. Nothing but the
 * files and the environment variables that they name is looked at; whether directories exist is for
 * those who use them.
 */
public final class ConfigLoader {
  private ConfigLoader() {}

  /** Reads the file and what it includes. */
  public static LoadResult load(Path file) {
    return switch (HoconFile.read(file)) {
      case HoconFile.Content.Parsed parsed -> read(parsed.root(), new Place(file.toString(), 1));
      case HoconFile.Content.Unreadable unreadable ->
          new LoadResult.Invalid(List.of(unreadable.problem()));
    };
  }

  private static LoadResult read(ConfigObject root, Place start) {
    Findings findings = new Findings(start);
    Defaults defaults = Defaults.fromReference();
    Section regent = Section.file(root, start, findings).section("regent", defaults.regent());
    Section cellSection = regent.section("cell", Defaults.none(Schema.CELL));

    CellReader.Draft cell =
        new CellReader(defaults, findings)
            .read(cellSection, regent.value("profile", Forms.PROFILE));
    LocalSettings local = new LocalReader(defaults).read(regent);
    findings.refuseAll(LocalRules.violations(cell.forLocalRules(), local));

    List<ConfigProblem> problems = findings.problems();
    return problems.isEmpty() ? loaded(cell.settings(), local) : new LoadResult.Invalid(problems);
  }

  private static LoadResult loaded(CellSettings cell, LocalSettings local) {
    return new LoadResult.Loaded(cell, local, SettingsHash.of(cell));
  }
}
