// SPDX-License-Identifier: Apache-2.0
package org.example.primers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;
import org.osgi.service.component.annotations.Component;

/**
 * Packages for the design of primers. What there is stands in {@code packages.tsv}, a line each: name, version, dependencies, summary.
 * The artifacts are zip archives, made from the Lua files of this bundle when it starts. It never changes; thread-safe.
 */
@Component(
        service = CatalogProvider.class,
        property = {
            CatalogProvider.ID + "=primers",
            CatalogProvider.TITLE + "=Primer design",
            CatalogProvider.LOCATION + "=inside the bundle org.example.primers",
            CatalogProvider.PRIORITY + ":Integer=10",
            CatalogProvider.LOCAL + ":Boolean=true"
        })
public final class PrimerCatalog implements CatalogProvider, CatalogSnapshot {
    private final Map<PackageName, Release> releases = new TreeMap<>();
    private final Map<String, byte[]> artifacts = new TreeMap<>();

    /** Reads what there is and packs it. */
    public PrimerCatalog() throws IOException {
        for (String line : new String(resource("packages.tsv"), UTF_8).split("\n")) {
            String[] column = line.split("\t");
            byte[] archive = pack(column);
            String location = column[0] + "-" + column[1] + ".zip";
            Release.Builder release = Release.builder(
                            new PackageId(new PackageName(column[0]), PackageVersion.parse(column[1])))
                    .summary(column[3])
                    .licence("Apache-2.0")
                    .artifact(new Artifact(
                            "bioxen",
                            Artifact.ALL,
                            location,
                            OptionalLong.of(archive.length),
                            Optional.of(sha256(archive))));
            Stream.of(column[2].split(";")).map(Dependency::parse).forEach(release::dependency);
            releases.put(new PackageName(column[0]), release.build());
            artifacts.put(location, archive);
        }
    }

    private static byte[] pack(String[] column) throws IOException {
        String needed = '"' + column[2].replace(";", "\", \"") + '"';
        String manifest = """
                {"format": 1, "name": "%s", "version": "%s", "summary": "%s", "licence": "Apache-2.0", "dependencies": [%s]}
                """.formatted(column[0], column[1], column[3], needed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "package.json", manifest.getBytes(UTF_8));
            add(zip, "lua/" + column[0] + ".lua", resource(column[0] + ".lua"));
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0)); // the same sources give the same bytes
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PrimerCatalog.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("every Java has SHA-256", none);
        }
    }

    @Override
    public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) {
        return last.equals(Optional.of(token())) ? Optional.empty() : Optional.of(this);
    }

    @Override
    public String token() {
        return sha256(releases.values().toString().getBytes(UTF_8));
    }

    @Override
    public List<Release> releases(PackageName name, CatalogCall call) throws CatalogException {
        if (!releases.containsKey(name)) {
            throw new CatalogNotFoundException("there is no package " + name);
        }
        return List.of(releases.get(name));
    }

    @Override
    public Iterator<Listed> packages(CatalogCall call) {
        return releases.values().stream()
                .map(one -> new Listed(
                        one.id().name(), one.summary(), Optional.of(one.id().version())))
                .iterator();
    }

    @Override
    public Map<String, Profile> profiles(CatalogCall call) {
        return Map.of("primers", new Profile("For primer design", List.of(Dependency.parse("primer_check"))));
    }

    @Override
    public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) throws CatalogException {
        byte[] bytes = Optional.ofNullable(artifacts.get(artifact.location()))
                .orElseThrow(() -> new CatalogNotFoundException("there is no " + artifact.location()));
        return new ArtifactStream(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
    }
}
