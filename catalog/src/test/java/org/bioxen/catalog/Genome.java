// SPDX-License-Identifier: Apache-2.0
package org.bioxen.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A nucleotide sequence, and what {@code analyze.lua} should say of it, worked out in a way of its own. */
record Genome(String id, String title, String letters) {
    private static final Pattern STOP = Pattern.compile("TAA|TAG|TGA");
    private static final Pattern PLAIN = Pattern.compile("[ACGT]+");

    /** The standard code, a codon and its amino acid after the other. */
    private static final String CODE = "GCTA GCCA GCAA GCGA CGTR CGCR CGAR CGGR AGAR AGGR AATN AACN GATD GACD TGTC TGCC"
            + " CAAQ CAGQ GAAE GAGE GGTG GGCG GGAG GGGG CATH CACH ATTI ATCI ATAI TTAL TTGL CTTL CTCL CTAL CTGL AAAK"
            + " AAGK ATGM TTTF TTCF CCTP CCCP CCAP CCGP TCTS TCCS TCAS TCGS AGTS AGCS ACTT ACCT ACAT ACGT TGGW TATY"
            + " TACY GTTV GTCV GTAV GTGV";

    /** An open reading frame; positions on the given strand. */
    private record Frame(int first, int last, String strand, String letters) {}

    static List<Genome> read(Path fasta) throws IOException {
        return Stream.of(Files.readString(fasta, StandardCharsets.ISO_8859_1).split("(?m)^>"))
                .skip(1)
                .map(record -> {
                    String[] lines = record.split("\\R", 2);
                    String[] header = lines[0].split("\\s+", 2);
                    return new Genome(
                            header[0],
                            header.length > 1 ? header[1].strip() : "",
                            lines[1].replaceAll("\\s", "").toUpperCase(Locale.ROOT));
                })
                .toList();
    }

    static String report(List<Genome> genomes) {
        return genomes.stream().map(Genome::report).collect(Collectors.joining("\n"));
    }

    private String report() {
        long strong = letters.chars().filter(c -> "GCS".indexOf(c) >= 0).count();
        long known = letters.chars().filter(c -> "GCSATW".indexOf(c) >= 0).count();
        return "record    " + id + "\n"
                + "title     " + title + "\n"
                + "length    " + letters.length() + "\n"
                + "GC%       " + String.format(Locale.ROOT, "%.4f", 100.0 * strong / known) + "\n"
                + "bases     " + bases() + "\n"
                + frames()
                + "4-mers    " + words() + "\n"
                + "HindIII   " + digest("A(?=AGCTT)") + "\n"
                + "EcoRI     " + digest("G(?=AATTC)") + "\n"
                + "BamHI     " + digest("G(?=GATCC)") + "\n"
                + "NotI      " + digest("GC(?=GGCCGC)") + "\n"
                + "AvaI      " + digest("C(?=[CT]CG[AG]G)") + "\n";
    }

    private String bases() {
        return Stream.of("A", "C", "G", "T", "R", "Y", "S", "W", "K", "M", "B", "D", "H", "V", "N")
                .map(letter -> Map.entry(
                        letter, letters.length() - letters.replace(letter, "").length()))
                .filter(count -> "ACGT".contains(count.getKey()) || count.getValue() > 0)
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining("  "));
    }

    private String frames() {
        int length = letters.length();
        List<Frame> frames = new ArrayList<>();
        open(letters).forEach(at -> frames.add(new Frame(at[0] + 1, at[1], "+", letters.substring(at[0], at[1]))));
        String other = complement(letters);
        open(other)
                .forEach(at ->
                        frames.add(new Frame(length - at[1] + 1, length - at[0], "-", other.substring(at[0], at[1]))));
        frames.removeIf(frame -> frame.letters.length() < 300);
        if (frames.isEmpty()) {
            return "ORFs      0\n";
        }
        frames.sort(Comparator.comparingInt(Frame::first).thenComparing(Frame::last));
        Frame longest = frames.stream()
                .reduce((a, b) -> b.letters.length() > a.letters.length() ? b : a)
                .orElseThrow();
        Map<String, Integer> codons = new TreeMap<>();
        frames.stream()
                .flatMap(frame -> codons(frame.letters).stream())
                .filter(codon -> PLAIN.matcher(codon).matches())
                .forEach(codon -> codons.merge(codon, 1, Integer::sum));
        int total = codons.values().stream().mapToInt(Integer::intValue).sum();
        String protein = codons(longest.letters).stream().map(Genome::aminoAcid).collect(Collectors.joining());
        return "ORFs      " + frames.size() + "  longest " + longest.first + "-" + longest.last + " " + longest.strand
                + ", " + longest.letters.length() + " letters\n"
                + "protein   " + protein.substring(0, Math.min(60, protein.length() - 1)) + "\n"
                + "codons    "
                + top(codons)
                        .map(count -> String.format(
                                Locale.ROOT, "%s %.2f%%", count.getKey(), 100.0 * count.getValue() / total))
                        .collect(Collectors.joining("  "))
                + "\n";
    }

    /** Where the frames of a strand begin and end: the first ATG of a stretch without a stop, and the stop after it. */
    private static Stream<int[]> open(String strand) {
        return IntStream.range(0, 3).boxed().flatMap(frame -> {
            List<int[]> found = new ArrayList<>();
            int from = frame;
            for (int stop = frame; stop + 3 <= strand.length(); stop += 3) {
                if (STOP.matcher(strand.substring(stop, stop + 3)).matches()) {
                    for (int start = from; start < stop; start += 3) {
                        if (strand.startsWith("ATG", start)) {
                            found.add(new int[] {start, stop + 3});
                            break;
                        }
                    }
                    from = stop + 3;
                }
            }
            return found.stream();
        });
    }

    private static List<String> codons(String letters) {
        return IntStream.range(0, letters.length() / 3)
                .mapToObj(i -> letters.substring(3 * i, 3 * i + 3))
                .toList();
    }

    private static String aminoAcid(String codon) {
        if (!PLAIN.matcher(codon).matches()) {
            return "X";
        }
        int at = CODE.indexOf(codon);
        while (at % 5 != 0 && at >= 0) {
            at = CODE.indexOf(codon, at + 1);
        }
        return at < 0 ? "*" : CODE.substring(at + 3, at + 4);
    }

    private static String complement(String letters) {
        String from = "ACGTRYSWKMBDHVN";
        String to = "TGCAYRSWMKVHDBN";
        return new StringBuilder(letters)
                .reverse()
                .chars()
                .mapToObj(c -> to.substring(from.indexOf(c), from.indexOf(c) + 1))
                .collect(Collectors.joining());
    }

    private String words() {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i + 4 <= letters.length(); i++) {
            counts.merge(letters.substring(i, i + 4), 1, Integer::sum);
        }
        counts.keySet().removeIf(word -> !PLAIN.matcher(word).matches());
        for (String word : List.copyOf(counts.keySet())) {
            String other = complement(word);
            if (other.compareTo(word) < 0) {
                counts.merge(other, counts.remove(word), Integer::sum);
            }
        }
        return top(counts).map(count -> count.getKey() + " " + count.getValue()).collect(Collectors.joining("  "));
    }

    private static Stream<Map.Entry<String, Integer>> top(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(6);
    }

    /** The pattern matches what stays left of the cut and looks ahead at the rest of the site. */
    private String digest(String site) {
        List<Integer> borders = new ArrayList<>(List.of(0));
        Pattern.compile(site).matcher(letters).results().map(MatchResult::end).forEach(borders::add);
        borders.add(letters.length());
        int sites = borders.size() - 2;
        return IntStream.range(1, borders.size())
                .mapToObj(i -> borders.get(i) - borders.get(i - 1))
                .sorted(Comparator.reverseOrder())
                .map(String::valueOf)
                .collect(Collectors.joining(" ", sites + (sites == 1 ? " site  " : " sites  "), ""));
    }
}
