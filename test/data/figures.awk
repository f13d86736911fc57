# What the figures of a year must be, from the raw lines of CDNOW alone: person, number, day, pieces, dollars.
#     awk -f figures.awk -v from=19970101 -v to=19980101 FILE
function cents(text, parts) { split(text, parts, "."); return parts[1] * 100 + substr(parts[2] "00", 1, 2) }
# Days since long ago, by the calendar alone.
function number(day, y, m, d) {
  y = int(day / 10000); m = int(day / 100) % 100; d = day % 100
  if (m < 3) { y--; m += 12 }
  return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + d
}
{
  if (!($1 in first) || $3 < first[$1]) first[$1] = $3
  if (!(($1, $3) in bought)) { bought[$1, $3] = 1; days[$1] = days[$1] " " $3 }
}
$3 >= from && $3 < to {
  orders++; sales += cents($5)
  if (!(($1, $3) in within)) { within[$1, $3] = 1; if (++count[$1] == 1) buyers++; if (count[$1] == 2) again++ }
}
END {
  for (person in first) {
    if (first[person] < from || first[person] >= to) continue
    newcomers++
    n = split(days[person], each, " "); isBack = 0
    for (i = 1; i <= n; i++) { gap = number(each[i]) - number(first[person]); if (gap >= 1 && gap <= 30) isBack = 1 }
    back += isBack
  }
  print "repurchaseRate", again + 0, buyers + 0
  print "averageOrder", sales + 0, orders + 0
  print "spendPerBuyer", sales + 0, buyers + 0
  print "firstOrderRepurchase30", back + 0, newcomers + 0
}
