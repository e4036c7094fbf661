-- SPDX-License-Identifier: Apache-2.0
-- string.format.

--@ format of decimal integers
--@ 6.4 string.format
print(("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%.3d] [%5.3d] [%i]"):format(42, 42, 42, 42, 42, 42, 42, 42, 42))
print(("[%d] [%05d] [%.0d] [%d] [%d]"):format(-42, -42, 0, 0, 2^31))

--@ format of integers in other bases
--@ 6.4 string.format
print(("[%x] [%X] [%#x] [%#X] [%o] [%#o] [%08x] [%-8xa] [%u]"):format(255, 255, 255, 255, 8, 8, 48879, 10, 7))

--@ format of negative numbers in other bases
--@ 6.4 string.format | 5.3+
print(("%x %X %o"):format(-1, -255, -1))

--@ format of floats with fixed digits
--@ 6.4 string.format
print(("[%f] [%.2f] [%10.3f] [%-10.1f] [%+.1f] [%010.2f] [%.0f] [%#.0f] [% .1f]"):format(3.14159, 2.345, 1.5, 1.25, 2, -1.5, 2.5, 3, 4))
print(("%.3f %.10f %f %.15f"):format(2 / 3, 1 / 3, 1e15, 0.1))

--@ format of floats with exponents
--@ 6.4 string.format
print(("[%e] [%.2e] [%E] [%12.1e] [%.0e] [%+e]"):format(12345.678, 0.00012345, 1e100, 5, 15000, 1)) print(("%e %e"):format(0, -1e-300))

--@ format of floats in the shorter form
--@ 6.4 string.format
print(("[%g] [%g] [%g] [%g] [%g] [%.3g] [%#g] [%G] [%10g] [%-10g|"):format(100000, 1e6, 1e-4, 1e-5, 0.1, 1234.5, 1.5, 1e-10, 2.5, 2.5)) print(("%.14g %.17g %.1g %.0g"):format(1 / 3, 0.1, 0.96, 15))

--@ format rounds as C does
--@ 6.4 string.format
print(("%.0f %.0f %.0f %.0f %.1f %.2f %.2f %.1f"):format(0.5, 1.5, 2.5, 3.5, 0.25, 2.675, 1.005, 0.05)) print(("%.20f %.3f %.25g"):format(0.1, 1e-10, 0.1))

--@ format of huge and tiny floats
--@ 6.4 string.format
print(("%.0f %.1f %g %g"):format(1e22, 2^60, 5e-324, 1.7976931348623157e308)) print(#("%f"):format(1e308), ("%.99f"):format(1 / 3):sub(1, 30))

--@ format of infinities
--@ 6.4 string.format
print(("%f %e %g %.1f %5.1f| %-6g| %+g %F"):gsub("%%F", "%%G"):format(1 / 0, -1 / 0, 1 / 0, -1 / 0, 1 / 0, 1 / 0, 1 / 0, -1 / 0)) print(("%010f|% f"):format(1 / 0, 1 / 0))

--@ format of hexadecimal floats
--@ 6.4 string.format | 5.2+
print(("%a %a %a %A %a"):format(1, 0.5, -1.5, 255.5, 0)) print(("%.2a %20a| %.0a"):format(1 / 3, 2, 1.5))

--@ format of characters
--@ 6.4 string.format
print(("%c%c%c [%3c] [%-3c]"):format(76, 117, 97, 65, 66)) print(#("%c"):format(0), ("%c"):format(255):byte())

--@ format of strings
--@ 6.4 string.format
print(("[%s] [%5s] [%-5s] [%.2s] [%5.1s] [%s]"):format("abc", "abc", "abc", "abc", "abc", "")) print(("%s %s %s"):format(1, 1.5, "x")) print(#("%s"):format(("x"):rep(1000)), #("%99s"):format("x"))

--@ format of strings with zero bytes
--@ 6.4 string.format
print(#("%s"):format("a\0b")) print(#("%s|"):format(("x"):rep(100) .. "\0y"))

--@ format of any value as a string
--@ 6.4 string.format | 5.2+
print(("%s %s %s"):format(nil, true, setmetatable({}, {__tostring = function() return "T" end}))) print((("%s"):format({}):gsub("0x%x+", "ADDRESS"))) print(("[%10s]"):format(true))

--@ format of quoted strings
--@ 6.4 string.format
print(("%q"):format('a "quoted" \\ text\nwith lines')) print(("%q"):format("tab\tkept \200"))

--@ format of quoted control characters
--@ 6.4 string.format | 5.2+
print(("%q"):format("\0\1\0011\r\127")) print(("%q"):format("\r\n"))

--@ quoted strings can be read back
--@ 6.4 string.format
local compile = loadstring or load
local all = {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
local s = table.concat(all) .. "1234\0001\r2\n"
print(compile("return " .. ("%q"):format(s))() == s)

--@ format of quoted numbers
--@ 6.4 string.format | 5.3+
print(("%q %q %q %q"):format(1, 0.5, true, nil)) print(("%q"):format(math.mininteger)) print(pcall(string.format, "%q", {}))

--@ format of percent signs
--@ 6.4 string.format
print(("100%% %s%%"):format(5)) print(("%%"):format()) print(("%5d%%"):format(1))

--@ format of strings that are numbers
--@ 6.4 string.format
print(("%d %5.1f %x %c"):format("10", "2.55", "255", "65"))

--@ format of fractions as integers
--@ 6.4 string.format | 5.3+
print(pcall(string.format, "%d", 1.5)) print(pcall(string.format, "%d", "1.5")) print(("%d %d"):format(3.0, "3.0")) print(pcall(string.format, "%x", 2^64))

--@ format of fractions as integers in 5.1
--@ 6.4 string.format | 5.1
print(("%d %d %x"):format(1.5, -1.9, 15.7))

--@ format wants its arguments
--@ 6.4 string.format
print(pcall(string.format)) print(pcall(string.format, "%d")) print(pcall(string.format, "%s %s", 1)) print(pcall(string.format, "%d", "x")) print(pcall(string.format, "%d", {})) print(pcall(string.format, "%f", true))

--@ format ignores what is too much
--@ 6.4 string.format
print(("%s"):format(1, 2, 3), ("none"):format(1))

--@ format refuses unknown conversions
--@ 6.4 string.format | 5.1-5.3
print(pcall(string.format, "%y", 1)) print(pcall(string.format, "%", 1)) print(pcall(string.format, "%-", 1))

--@ format refuses unknown conversions in the words of 5.4
--@ 6.4 string.format | 5.4
print(pcall(string.format, "%y", 1)) print(pcall(string.format, "%", 1)) print(pcall(string.format, "%10q", "x"))

--@ format refuses flags and widths that are too long
--@ 6.4 string.format | 5.1-5.3
print(pcall(string.format, "%100d", 1)) print(pcall(string.format, "%.100f", 1)) print(pcall(string.format, "%000000d", 1))

--@ format of pointers
--@ 6.4 string.format | 5.4
local t = {}
print(("%p"):format(1), ("%p"):format(t) == ("%p"):format(t), ("%p"):format(t):find("^0x%x+$") ~= nil)

--@ format of large integers
--@ 6.4 string.format
print(("%d %d %d"):format(2^31, -2^31, 2^40)) print(("%x %o"):format(2^32, 2^31), ("%5.1f|%d"):format(2^53, 2^53))

--@ format in tables of columns
--@ 6.4 string.format
for _, row in ipairs{{"GC", 0.415, 12}, {"AT", 0.585, 4096}} do print(("%-6s%8.2f%%%6d"):format(row[1], row[2] * 100, row[3])) end
