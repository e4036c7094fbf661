-- SPDX-License-Identifier: Apache-2.0
-- string.format with every conversion.
local f = string.format
for _, spec in ipairs{"%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%.3d", "%8.3d", "%-8.3d|", "%+.0d", "%i", "%+05d", "%-+5d|", "%.0d"} do
  for _, v in ipairs{0, 1, -1, 42, -42, 123456, 3.99, -3.99, 2^31, -2^31, 2^53} do io.write(f(spec, v), ",") end print(spec)
end
for _, spec in ipairs{"%u", "%x", "%X", "%#x", "%#X", "%o", "%#o", "%08x", "%-8x|", "%.5x", "%8.5x", "%#10x"} do
  for _, v in ipairs{0, 1, 255, 4096, 2^31, 2^32, 2^53, 10.7} do io.write(f(spec, v), ",") end print(spec)
end
for _, spec in ipairs{"%f", "%.0f", "%.1f", "%.2f", "%.3f", "%10.2f", "%-10.2f|", "%010.2f", "%+.2f", "% .2f", "%#.0f", "%e", "%.0e", "%.3e", "%E", "%12.4e", "%g", "%.0g", "%.3g", "%.10g", "%.14g", "%.17g", "%G", "%#.3g", "%10g", "%-10g|", "%010g", "%+g", "%.20f", "%.30g", "%a", "%A", "%.0a", "%.3a", "%.20a", "%20a", "%020a", "%-20a|"} do
  for _, v in ipairs{0, 1, -1, 0.5, 1.5, 2.5, 0.125, 100/3, 1e10, 1e15, 1e16, 1e21, 1e100, 1e-5, 1e-10, 123456789.987654321, 0.1, 0.3, 2/3, 9.995, 99.995, 0.005, 0.015, 0.025, 1e300, 5e-324, 1e22, 999999.5, 0.00001234, 12345.6789, 1/0, -1/0, 4.35, 2.675, 1.005, 0.5e-3, 9.5, 99.5, 0.95, 0.095} do io.write(f(spec, v), ",") end print(spec)
end
print(f("%s %s %s %s", 1, true, nil, "x"), f("%5s|%-5s|%.2s|%5.1s|", "ab", "ab", "abc", "xyz"), f("%s", setmetatable({}, {__tostring = function() return "T!" end})))
print(f("%q", 'a "quoted" \\ line\nnext\r\0end\1\0012\127'), f("%c%c%c", 72, 105, 33), f("%%"), f("%5c|%-5c|", 65, 66))
print(#f("%s", ("x"):rep(200)), f("%.3s", ("x"):rep(200)), #f("%99d", 1), #f("%.99f", 1/3), f("%.99f", 1/3), f("%.50f", 0.1), f("%99.99f", -1e10))
print(f("%d", "10"), f("%s", 1.5), f("%x", "255"), f("%f", "0.5"), f("%s|%s", 1e15, 2^63), f("%5.2f|%g", 1/3, 1e20))
for _, c in ipairs{{"%d", "x"}, {"%d"}, {"%y", 1}, {"%", 1}, {"%10.123f", 1}, {"%123d", 1}, {"%-----+d", 1}, {"%d", 2^70}, {"%x", -1}, {"%x", 2^70}, {"%c", "x"}, {"%s"}, {"%q"}, {"%q", {}}, {"%1", 1}, {"%5"}, {"%d", 0/0}, {"%*d", 3, 1}, {"% 5 d", 1}} do print(pcall(f, (table.unpack or unpack)(c))) end
