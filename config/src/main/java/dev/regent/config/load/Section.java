package dev.regent.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One object of a configuration file, with the defaults of its keys.
 *
 * <p>Reading never fails: what is wrong goes to the findings, and a placeholder is returned.
 */
final class Section {
  private static final String REQUIRED = "nothing is written here, and there is no default";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private final String path;
  private final Place place;
  private final ConfigObject written;
  private final Config defaults;
  private final Schema schema;
  private final Findings findings;

  private Section(Section parent, String path, ConfigObject written, Shape shape) {
    this.path = path;
    this.place = Place.of(written.origin(), parent.place);
    this.written = written;
    this.defaults = shape.defaults;
    this.schema = shape.schema;
    this.findings = parent.findings;
    refuseUnknownKeys();
  }

  private Section(ConfigObject file, Place start, Findings findings) {
    this.path = "";
    this.place = start;
    this.written = file;
    this.defaults = ConfigFactory.empty();
    this.schema = Schema.FILE;
    this.findings = findings;
    refuseUnknownKeys();
  }

  /** What a section may have, and what it has when nothing is written. */
  record Shape(Schema schema, Config defaults) {}

  /** The whole file. */
  static Section file(ConfigObject file, Place start, Findings findings) {
    return new Section(file, start, findings);
  }

  /** Whether a person wrote the key. */
  boolean has(String key) {
    return written.containsKey(key);
  }

  /** The value that is written, or the default; when there is neither, that is a problem. */
  <T> T value(String key, Form<T> form) {
    if (!has(key) && defaults.hasPath(key)) {
      return form.parse(defaults.getString(key)).orElseThrow();
    }
    if (!has(key)) {
      refuse(key, REQUIRED, form.allowed());
      return form.placeholder();
    }
    return optional(key, form).orElseThrow();
  }

  /** The value that is written, if there is one. */
  <T> Optional<T> optional(String key, Form<T> form) {
    return find(key).map(value -> parse(key, form, value));
  }

  /** An absolute path; a relative one starts at the directory of the file that it is written in. */
  Optional<String> path(String key) {
    return optional(key, Forms.PATH)
        .map(text -> find(key).map(this::placeOf).orElse(place).directory().resolve(text))
        .map(resolved -> resolved.normalize().toString());
  }

  /** As {@link #path(String)}, with a default or required. */
  String requiredPath(String key) {
    return path(key).orElseGet(() -> Path.of(value(key, Forms.PATH)).toString());
  }

  /** A list of values; required. */
  <T> List<T> values(String key, Form<T> form) {
    List<T> found = new ArrayList<>();
    for (ConfigValue element : list(key)) {
      found.add(parse("%s[#%d]".formatted(key, found.size() + 1), form, element));
    }
    return found;
  }

  /** A section in this one; empty when nothing is written. */
  Section section(String key, Shape shape) {
    Optional<ConfigObject> object = find(key).flatMap(value -> asObject(fullKey(key), value));
    ConfigObject none = ConfigFactory.empty().root();
    return new Section(this, fullKey(key), object.orElse(none), shape);
  }

  /** The value in a section that decides which keys the section may have. */
  <T> T choice(String key, String deciding, Form<T> form) {
    return written.get(key) instanceof ConfigObject object && object.containsKey(deciding)
        ? parse(key + "." + deciding, form, object.get(deciding))
        : form.parse(defaults.getString(key + "." + deciding)).orElseThrow();
  }

  /** A list of sections; required. Each is named by the first key of its schema. */
  List<Section> elements(String key, Shape shape) {
    List<Section> found = new ArrayList<>();
    for (ConfigValue element : list(key)) {
      String elementKey = "%s[%s]".formatted(fullKey(key), name(element, shape, found.size() + 1));
      asObject(elementKey, element)
          .map(object -> new Section(this, elementKey, object, shape))
          .ifPresentOrElse(found::add, () -> findings.incomplete(fullKey(key)));
    }
    return found;
  }

  /** All values in a section whose keys are free, by their dotted keys. */
  Map<String, String> free(String key) {
    Map<String, String> found = new TreeMap<>();
    find(key)
        .flatMap(value -> asObject(fullKey(key), value))
        .ifPresent(object -> collect(key, "", found, object));
    return found;
  }

  private void collect(String key, String prefix, Map<String, String> found, ConfigObject object) {
    object.forEach((name, value) -> {
      if (value instanceof ConfigObject inner) {
        collect(key, prefix + name + ".", found, inner);
      } else {
        found.put(prefix + name, parse(key + "." + prefix + name, Forms.SETTING_VALUE, value));
      }
    });
  }

  private List<? extends ConfigValue> list(String key) {
    Optional<ConfigValue> value = find(key);
    value.ifPresent(it -> wrote(fullKey(key), it));
    if (value.isPresent() && value.get() instanceof ConfigList list) {
      return list;
    }
    refuse(key, value.isPresent() ? "not a list" : REQUIRED, "a list, as [ ... ]");
    findings.incomplete(fullKey(key));
    return List.of();
  }

  private Optional<ConfigObject> asObject(String key, ConfigValue value) {
    wrote(key, value);
    if (value instanceof ConfigObject object) {
      return Optional.of(object);
    }
    findings.refuse(key, "not a section", "a section, as { ... }");
    return Optional.empty();
  }

  private static String name(ConfigValue element, Shape shape, int number) {
    return element instanceof ConfigObject object
            && object.containsKey(shape.schema.nameKey())
            && object.get(shape.schema.nameKey()).unwrapped() instanceof String name
            && NAME.matcher(name).matches()
        ? name
        : "#" + number;
  }

  private <T> T parse(String key, Form<T> form, ConfigValue value) {
    wrote(fullKey(key), value);
    Optional<T> parsed = Scalars.text(value).flatMap(form::parse);
    if (parsed.isEmpty()) {
      refuse(key, Scalars.whyNot(value), form.allowed());
    }
    return parsed.orElse(form.placeholder());
  }

  private void refuseUnknownKeys() {
    written.forEach((key, value) -> {
      if (!schema.keys().contains(key)) {
        refuseUnknown(key, value);
      }
    });
  }

  /** What the key was meant to be is not missing too. */
  private void refuseUnknown(String key, ConfigValue value) {
    findings.wrote(fullKey(key), placeOf(value), Optional.empty());
    findings.refuse(
        fullKey(key), "unknown key" + schema.suggestion(key), String.join(", ", schema.keys()));
    schema
        .closest(key)
        .filter(meant -> !has(meant))
        .ifPresent(meant -> findings.unusable(fullKey(meant)));
  }

  private void refuse(String key, String wrong, String allowed) {
    findings.refuse(fullKey(key), wrong, allowed);
    if (key.contains("[#")) {
      findings.unusable(fullKey(key.substring(0, key.indexOf('['))));
    }
    if (key.equals(schema.nameKey())) {
      findings.incomplete(path.substring(0, path.lastIndexOf('[')));
    }
  }

  private void wrote(String key, ConfigValue value) {
    findings.wrote(key, placeOf(value), Scalars.shown(key, value));
  }

  private Place placeOf(ConfigValue value) {
    return Place.of(value.origin(), place);
  }

  private Optional<ConfigValue> find(String key) {
    return Optional.ofNullable(written.get(key));
  }

  private String fullKey(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
