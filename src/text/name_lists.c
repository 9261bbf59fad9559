/* name_lists.c - the project's own lists: how common a forename or surname is, and short forms.
 *
 * Written from general knowledge of names in the United Kingdom; no register was copied.  They only
 * tell a name from another capitalised word: a name that is missing here is still a name.
 */
#include "text/name_lists.h"

const char *const ts_forename_blocks[] = {
    /* very common */
    "JOHN DAVID MICHAEL PETER PAUL ROBERT JAMES WILLIAM ANDREW RICHARD CHRISTOPHER STEPHEN MARK THOMAS ANTHONY "
    "GEORGE KEVIN ALAN BRIAN DANIEL MATTHEW STEVEN IAN KENNETH COLIN MARTIN SIMON GARY JOSEPH EDWARD JACK OLIVER "
    "HARRY CHARLES MOHAMMED MUHAMMAD MARGARET SUSAN MARY ELIZABETH PATRICIA SARAH CHRISTINE JEAN HELEN JULIE "
    "KAREN LINDA JANET ANN ANNE JANE DOROTHY JOAN EMMA LAURA REBECCA CLAIRE JACQUELINE BARBARA SHEILA CATHERINE "
    "KATHLEEN MAUREEN CAROL DEBORAH JENNIFER SANDRA PAULINE OLIVIA AMELIA EMILY JESSICA SOPHIE CHLOE LUCY GRACE",
    /* common */
    "ADAM ADRIAN ALEXANDER ALFIE ALFRED ALEX ANGUS ANTONY ARCHIE ARTHUR ASHLEY BARRY BENJAMIN BERNARD BRADLEY CALLUM "
    "CAMERON CARL CHARLIE CLIVE CONNOR CRAIG CYRIL DARREN DEAN DECLAN DENIS DENNIS DEREK DESMOND DONALD DOUGLAS "
    "DUNCAN DYLAN EDWIN ERIC ERNEST ETHAN EVAN FINLAY FRANCIS FRANK FRANCO FREDDIE FREDERICK GARETH GEOFFREY GERALD "
    "GERARD "
    "GLENN GLYN GORDON GRAHAM GRAEME GREGORY GUY HARVEY HENRY HERBERT HOWARD HUGH HUW ISAAC JACOB JAKE JAMIE JASON "
    "JEFFREY "
    "JEREMY JONATHAN JORDAN JOSHUA JULIAN JUSTIN KEITH KIERAN KYLE LAWRENCE LEE LEO LEON LEONARD LESLIE LEWIS LIAM "
    "LOGAN LOUIS LUCAS LUKE MALCOLM MASON MAURICE MAX MITCHELL NATHAN NEIL NEVILLE NICHOLAS NIGEL NOAH NORMAN OSCAR "
    "OWEN PATRICK PHILIP PHILLIP RALPH RAYMOND REGINALD RHYS ROBIN RODNEY ROGER RONALD ROSS ROY RUSSELL RYAN SAMUEL "
    "SCOTT SEAN "
    "SEBASTIAN SHAUN SHANE SIDNEY STANLEY STEWART STUART TERENCE THEO THEODORE TIMOTHY TOBY TREVOR TYLER VICTOR "
    "VINCENT "
    "WALTER WAYNE WILFRED ZACHARY ABIGAIL ADELE AGNES ALICE ALISON AMANDA AMBER AMY ANDREA ANGELA ANITA ANNA ANNIE "
    "ANTONIA AUDREY AVA BERYL BETH BETHANY BETTY BEVERLEY BRENDA BRIDGET CARLA CARLY CARMEN CAROLE CAROLINE CAROLYN "
    "CHARLOTTE CHERYL CLARE CONSTANCE CYNTHIA DAISY DANIELLE DAWN DEBRA DENISE DIANA DIANE DOREEN DORIS EDITH EILEEN "
    "ELAINE "
    "ELEANOR ELLA ELLEN ELLIE ELSIE ENID ERIN ESTHER ETHEL EVA EVE EVELYN EVIE FAITH FELICITY FIONA FLORENCE FRANCES "
    "FREDA FREYA GAIL GEMMA GEORGIA GEORGINA GERALDINE GILLIAN GLADYS GLENYS GLORIA GWEN GWYNETH HANNAH HARRIET HAYLEY "
    "HAZEL HEATHER HELENA HILARY HILDA HOLLY IMOGEN IRENE IRIS ISABEL ISABELLA ISLA IVY JADE JANICE JASMINE JAYNE "
    "JEANETTE "
    "JEMMA JENNA JILL JILLIAN JOANNA JOANNE JOSEPHINE JOYCE JUDITH JUDY JUNE KATE KATHERINE KATHRYN KATIE KATY KAY "
    "KELLY "
    "KERRY KIM KIMBERLEY KIRSTY LAUREN LEAH LEANNE LESLEY LILIAN LILY LISA LOIS LORNA LORRAINE LOUISE LYDIA LYNDA LYNN "
    "LYNNE "
    "MADELEINE MARIA MARIE MARILYN MARION MARJORIE MARLENE MARTINA MATILDA MAVIS MAXINE MAY MEGAN MELANIE MELISSA MIA "
    "MICHELLE MILLIE MIRIAM MOIRA MOLLY MONICA MURIEL MYRA NANCY NAOMI NATALIE NATASHA NICOLA NINA NORA NORMA OLIVE "
    "PAIGE "
    "PAMELA PAULA PEARL PENELOPE PHILIPPA PHOEBE PHYLLIS POLLY POPPY RACHEL RHIANNON RITA ROBYN ROSE ROSEMARY ROSIE "
    "RUBY "
    "RUTH SALLY SAMANTHA SHARON SHIRLEY SIAN SONIA SOPHIA STACEY STELLA STEPHANIE SUZANNE SYBIL SYLVIA TANIA TARA "
    "TERESA "
    "THELMA THERESA TINA TRACEY TRACY URSULA VALERIE VANESSA VERA VERONICA VICTORIA VIOLET VIVIEN WENDY WINIFRED "
    "YVONNE ZOE",
    /* known */
    "AARAV AARON ABDUL ABDULLAH ABRAHAM ADEBAYO ADEYEMI AHMED AIDAN AISHA AISLING AKHTAR ALEKSANDER ALI ALISTAIR AMAL "
    "AMARA "
    "AMINA AMIR AMIT AMRIT ANEURIN ANIL ANDRZEJ ANGELO ANGHARAD ANITHA ANJALI ANNETTE ANYA AOIFE APRIL ARIANA ARJUN "
    "ARUN "
    "ASIF ASMA ASTRID AYESHA BASIL BABATUNDE BALJIT BEATA BEATRICE BEN BERNADETTE BILAL BILLY BLESSING BOB BOGDAN "
    "BRANDON "
    "BRENDAN BRONWEN BRUCE BRYAN BRYN CAITLIN CARWYN CAROLINA CECIL CECILIA CELIA CERYS CHANTELLE CHEN CHERRY CHIARA "
    "CHIDI CHINEDU CHIOMA CHRIS CIARAN CILLIAN CLAUDIA CLIFFORD CLAYTON CORMAC COURTNEY DAFYDD DALE DAMIAN DAN DANIELA "
    "DAVE DEEPA DEEPAK DELIA DELLA DELROY DIMITRI DINESH DOMINIC DOMINIK DONNA DORA DYLAN EAMON ELENA ELIAS ELIJAH "
    "ELIN "
    "ELIOT ELLIOT ELLIOTT ELUNED EMEKA EMILIA EMRYS ENRICO ERICA ERNESTINE EUAN EUGENE EUNICE EWAN EWA FARAH FARHAN "
    "FATHIMA "
    "FATIMA FATOU FAY FERGUS FINN FLORA FOLAKE FREDRICK GABRIEL GABRIELLA GAVIN GERAINT GETHIN GIOVANNI GITA GIULIA "
    "GRAZYNA "
    "GRZEGORZ GURPREET HAMZA HARI HARJIT HARLEY HARPREET HASAN HASSAN HAMISH HEIDI HELGA HUSSAIN HUSSEIN IBRAHIM IDRIS "
    "IFEOMA "
    "IFAN ILONA IMRAN INGRID IOAN IQBAL IRINA ISHAAN ISMAIL IVAN IVOR IWONA JAGDISH JAN JANUSZ JASPREET JASWINDER "
    "JAVED "
    "JAY JED JENNY JEROME JERZY JESUS JI JIM JO JOE JOANNA JOEL JON JONAS JORGE JOSE JOYCE JUAN JULIA JULIET JYOTI "
    "KAMAL "
    "KAMALA KAMRAN KAROL KAROLINA KATARZYNA KAVITA KEHINDE KEIRA KENDALL KERRIE KHADIJA KHALID KIRAN KIRSTEN KISHORE "
    "KRISHNA KRYSTYNA KULDEEP KUMAR KWAME KWASI LAKSHMI LARA LATISHA LEILA LENA LINDSAY LINDSEY LIVIA LLOYD LOLA LUCIA "
    "LUIS "
    "LUKASZ MAGDALENA MAHMOOD MALGORZATA MALIK MANDEEP MANJIT MANOJ MARCIN MARCO MARCUS MAREK MARIAM MARIAN MARINA "
    "MARIO "
    "MARIUSZ MARTHA MARYAM MATEUSZ MEENA MEERA MEHMET MEI MERYL MICHAL MIGUEL MIKE MILAN MILES MING MIRZA MOHAMED "
    "MOHAMMAD "
    "MONIKA MORAG MORWENNA MUSTAFA MYFANWY NADIA NADEEM NADINE NAEEM NAVEED NEELAM NERYS NEHA NEVE NGOZI NIALL NIAMH "
    "NICK "
    "NICOLE NICOLETA NIKHIL NIKITA NISHA NOEL NOOR NOREEN NUALA OLENA OLGA OLU OLUWASEUN OMAR OMARI OSMAN PADRAIG "
    "PAOLO "
    "PARMJIT PAWEL PEDRO PERCY PERPETUA PHIL PIERRE PIOTR POOJA PRAKASH PRIYA PRAVEEN QASIM RACHAEL RAJ RAJESH RAHUL "
    "RAMESH "
    "RANI RANJIT RASHID RAVI RAZA REHANA REKHA REUBEN REZA RICARDO RICKY RIFAT RIYA ROHAN ROISIN ROMA RON RONNIE "
    "ROSALIND "
    "ROSA ROWAN RORY RUPERT SABINA SABA SADIA SAEED SAFIYA SAIRA SAJID SALIM SALMA SAM SAMINA SAMI SANA SANDEEP SANJAY "
    "SANTOSH SARA SASHA SAVANNAH SELINA SERGEI SHABANA SHAHID SHANICE SHANTI SHAZIA SHEENA SHREYA SIDRA SILVIA SIMRAN "
    "SINEAD "
    "SIOBHAN SIOBAN SITA SKYE SOFIA SOFIE SORAYA STEFAN STEVE SUE SUKHDEEP SUNIL SUNITA SURESH SURINDER SYED TAHIR "
    "TAIWO TAMARA "
    "TANVEER TARIQ TED TEGAN TEMITOPE TIMOTHEUS TOM TOMASZ TONY TUNDE UMAR USMAN UZMA VIJAY VIKRAM VIVIAN VLADIMIR "
    "WAHEED "
    "WEI WESLEY WILL WOJCIECH XAVIER XIN YASMIN YING YOUSEF YUSUF YUKI YVETTE ZACK ZAHRA ZAINAB ZARA ZEESHAN ZOFIA "
    "ZUBAIR",
    NULL};

const char *const ts_surname_blocks[] = {
    "SMITH JONES TAYLOR BROWN WILLIAMS WILSON JOHNSON DAVIES PATEL ROBINSON WRIGHT THOMPSON EVANS WALKER WHITE ROBERTS "
    "GREEN "
    "HALL WOOD JACKSON CLARKE CLARK KHAN LEWIS JAMES PHILLIPS MITCHELL CARTER HUGHES EDWARDS ALI SINGH HUSSAIN BEGUM "
    "AHMED "
    "MURPHY KELLY OBRIEN ONEILL HARRIS TURNER HILL COOPER MOORE MORRIS WARD MARTIN HARRISON KING BAKER SCOTT YOUNG "
    "ALLEN",
    "ADAMS AKHTAR ALEXANDER ANDERSON ANDREWS ARCHER ARMSTRONG ARNOLD ASHTON ATKINS ATKINSON AUSTIN BAILEY BALDWIN BALL "
    "BANKS "
    "BARBER BARKER BARNES BARRETT BARTON BATES BAXTER BEECH BELL BENNETT BENSON BERRY BIBI BIRD BISHOP BLACK BLAKE "
    "BOND BOOTH "
    "BOWDEN BOWEN BOYLE BRADLEY BRADSHAW BRADY BRENNAN BRIGGS BROOKS BRYANT BUCKLEY BULL BURGESS BURKE BURNS BURTON "
    "BUTLER "
    "BYRNE CAMPBELL CARPENTER CARR CARROLL CASSIDY CHADWICK CHAMBERS CHAN CHAPMAN CHEN CHOWDHURY CLAYTON COATES COHEN "
    "COLE "
    "COLEMAN COLLIER COLLINS CONNOLLY CONNOR COOK COOKE CORBETT COX CRAIG CRAWFORD CROSS CROSSLEY CUNNINGHAM CURTIS "
    "DALE "
    "DALTON DANIELS DAVEY DAVIDSON DAVIS DAVISON DAWSON DAY DEAN DENNIS DICKINSON DIXON DOHERTY DONNELLY DOUGLAS DOYLE "
    "DRURY "
    "DUFFY DUNCAN DUNN DYER EASTWOOD ELLIOTT ELLIS FARRELL FENTON FERGUSON FERNANDEZ FIELD FINCH FISHER FITZGERALD "
    "FLEMING "
    "FLETCHER FLYNN FORD FOSTER FOWLER FOX FRANCIS FRANKLIN FRASER FREEMAN FROST FULLER GALLAGHER GARDNER GARNER "
    "GEORGE GIBBONS "
    "GIBBS GIBSON GILBERT GILL GODDARD GOODWIN GORDON GOUGH GRAHAM GRANT GRAY GREENWOOD GREGORY GRIFFIN GRIFFITHS "
    "HAMILTON "
    "HAMMOND HANCOCK HARDY HARPER HART HARVEY HAWKINS HAYES HAYWARD HENDERSON HENRY HERBERT HEWITT HIGGINS HILTON "
    "HOBBS "
    "HODGSON HOLDEN HOLLAND HOLMES HOLT HOPE HOPKINS HORTON HOUGHTON HOWARD HOWE HOWELL HUDSON HUMPHREYS HUNT HUNTER "
    "HURST "
    "HUTCHINSON HYDE INGRAM IQBAL IRVING IRWIN JACOBS JARVIS JENKINS JENNINGS JOHNSTON JORDAN JOSEPH JOYCE KAUR KAY "
    "KEMP "
    "KENNEDY KENT KERR KIRBY KIRK KNIGHT KNOWLES LAMB LAMBERT LANE LAW LAWRENCE LAWSON LEE LEONARD LITTLE LLOYD LONG "
    "LORD LOWE "
    "LUCAS LYNCH LYONS MACDONALD MACKAY MACKENZIE MAHMOOD MALIK MANN MARSDEN MARSH MARSHALL MASON MATTHEWS MAY "
    "MCCARTHY "
    "MCDONALD MCGRATH MCKENZIE MCLEAN MCLOUGHLIN METCALFE MIAH MILES MILLER MILLS MILNE MIRZA MOHAMED MOHAMMED MORAN "
    "MORGAN "
    "MORLEY MORRISON MORTON MOSS MUIR MUNRO MURRAY MYERS NASH NAYLOR NELSON NEWMAN NEWTON NICHOLLS NICHOLSON NIXON "
    "NOLAN "
    "NORMAN NORRIS NORTH NORTON NOWAK OCONNOR OKAFOR OLIVER OSBORNE OWEN OWENS PAGE PALMER PARK PARKER PARKES PARKIN "
    "PARRY "
    "PARSONS PATTERSON PAYNE PEACOCK PEARCE PEARSON PERKINS PERRY PETERS PICKERING POOLE POPE PORTER POTTER POTTS "
    "POWELL "
    "POWER PRATT PRESTON PRICE PRITCHARD PUGH QUINN RAHMAN RANDALL READ REED REES REEVES REID REYNOLDS RHODES RICE "
    "RICHARDS RICHARDSON RILEY ROGERS ROSE ROSS ROWE ROWLEY RUSSELL RYAN SANDERS SANDERSON SAUNDERS SAVAGE SCHOFIELD "
    "SHAH SHARMA "
    "SHARP SHARPE SHAW SHEIKH SHEPHERD SHERIDAN SHORT SIMMONS SIMPSON SIMS SINCLAIR SKINNER SLATER SLOAN SPENCER "
    "STANLEY "
    "STEELE STEPHENS STEPHENSON STEVENS STEVENSON STEWART STOKES STONE STUART SULLIVAN SUMMERS SUTTON SWIFT SYKES TATE "
    "TERRY "
    "THOMAS THOMSON THORNTON THORPE TODD TOWNSEND TUCKER TYLER UDDIN VAUGHAN VINCENT WADE WALLACE WALLIS WALLS WALSH "
    "WALTERS "
    "WALTON WARNER WARREN WATERS WATKINS WATSON WATTS WEBB WEBSTER WELCH WELLS WEST WESTON WHEELER WHITEHEAD "
    "WHITEHOUSE "
    "WHITTAKER WILKINS WILKINSON WILLIAMSON WILLIS WINTER WONG WOODS WOODWARD YATES ZHANG",
    "ABBOTT ABDI ABDULLAH ADEYEMI AFZAL AINSCOUGH ALAM ANSARI ASPINALL BANERJEE BASU BHATT BIRCHALL BLUNDELL BONNER "
    "CAINE "
    "CHAUDHRY CHEUNG CLEGG COSTA CRAVEN DAS DESAI DHILLON DIAS DICKSON DRISCOLL DUGGAN DUTTA EGAN EKE EZE FAIRHURST "
    "FARAH "
    "FAULKNER FAZAKERLEY FERREIRA FINNEGAN FORSHAW GANDHI GARCIA GEE GONZALEZ GREENE GUPTA HASSAN HESKETH HEYWOOD HO "
    "HOOD "
    "HUANG HUGHSON HUMPHRIES HUNTINGTON IBRAHIM ISLAM IVANOVA IYER JALIL JOSHI KAMARA KAMINSKI KAPOOR KEANE KEARNEY "
    "KEATING "
    "KEENAN KENNY KILBRIDE KIM KOWALCZYK KOWALSKA KOWALSKI KUMAR LAM LAU LEDGARD LEWANDOWSKI LI LIN LIU LOPEZ LUNT "
    "MACLEOD "
    "MAGUIRE MAHER MALONE MARTINEZ MATHUR MAWDSLEY MBEKI MCALLISTER MCBRIDE MCCANN MCCABE MCCALLUM MCCORMACK MCDERMOTT "
    "MCGEE MCGUINNESS MCINTYRE MCKENNA MCMAHON MCNALLY MCNAMARA MEHTA MENDES MENSAH MISTRY MOLYNEUX MOONEY MUSTAFA "
    "NADEEM "
    "NAIR NAQVI NAVARRO NGUYEN NKRUMAH NWOSU OCALLAGHAN ODONNELL OGRADY OHARA OKEEFE OKONKWO OLEARY OMALLEY OSMAN "
    "OSULLIVAN "
    "OTOOLE OWUSU PANDEY PAPADOPOULOS PEREIRA PERERA PETROV PIOTROWSKI POPESCU PRESCOT QURESHI RAJA RAO RASHID REDDY "
    "RIMMER "
    "RODRIGUES ROWLANDS SAEED SANTOS SCARISBRICK SEFTON SENIOR SHELDON SIDDIQUI SILVA SOUSA SWIFT SZYMANSKI TANG THAPA "
    "TRAN "
    "TYRER USMAN VARGA WANG WHELAN WILLIAMSON WISNIEWSKI WOJCIK WU XU YANG YILMAZ YUSUF ZAMAN ZHAO ZHU ZIELINSKI",
    NULL};

const char *const ts_short_forms[][2] = {{"ABBIE", "ABIGAIL"},
                                         {"ABBY", "ABIGAIL"},
                                         {"AGGIE", "AGNES"},
                                         {"AL", "ALAN"},
                                         {"ALEC", "ALEXANDER"},
                                         {"ALEX", "ALEXANDER"},
                                         {"ALF", "ALFRED"},
                                         {"ALFIE", "ALFRED"},
                                         {"ALI", "ALISON"},
                                         {"ALISTAIR", "ALASTAIR"},
                                         {"ANDI", "ANDREA"},
                                         {"ANDY", "ANDREW"},
                                         {"ANGIE", "ANGELA"},
                                         {"ANNIE", "ANN"},
                                         {"ARCHIE", "ARCHIBALD"},
                                         {"ART", "ARTHUR"},
                                         {"BARB", "BARBARA"},
                                         {"BARNEY", "BARNABY"},
                                         {"BEA", "BEATRICE"},
                                         {"BECCA", "REBECCA"},
                                         {"BECKY", "REBECCA"},
                                         {"BELLA", "ISABELLA"},
                                         {"BEN", "BENJAMIN"},
                                         {"BERNIE", "BERNARD"},
                                         {"BERT", "ALBERT"},
                                         {"BESS", "ELIZABETH"},
                                         {"BETH", "ELIZABETH"},
                                         {"BETTY", "ELIZABETH"},
                                         {"BEV", "BEVERLEY"},
                                         {"BILL", "WILLIAM"},
                                         {"BILLY", "WILLIAM"},
                                         {"BOB", "ROBERT"},
                                         {"BOBBY", "ROBERT"},
                                         {"BRAD", "BRADLEY"},
                                         {"CAL", "CALLUM"},
                                         {"CAM", "CAMERON"},
                                         {"CARRIE", "CAROLINE"},
                                         {"CASSIE", "CASSANDRA"},
                                         {"CATE", "CATHERINE"},
                                         {"CATH", "CATHERINE"},
                                         {"CATHY", "CATHERINE"},
                                         {"CHARLIE", "CHARLES"},
                                         {"CHAS", "CHARLES"},
                                         {"CHRIS", "CHRISTOPHER"},
                                         {"CHRISSIE", "CHRISTINE"},
                                         {"CINDY", "CYNTHIA"},
                                         {"CLIFF", "CLIFFORD"},
                                         {"CONNIE", "CONSTANCE"},
                                         {"DAN", "DANIEL"},
                                         {"DANNY", "DANIEL"},
                                         {"DAVE", "DAVID"},
                                         {"DAVEY", "DAVID"},
                                         {"DEB", "DEBORAH"},
                                         {"DEBBIE", "DEBORAH"},
                                         {"DEBRA", "DEBORAH"},
                                         {"DES", "DESMOND"},
                                         {"DI", "DIANE"},
                                         {"DICK", "RICHARD"},
                                         {"DOM", "DOMINIC"},
                                         {"DON", "DONALD"},
                                         {"DOT", "DOROTHY"},
                                         {"DOTTIE", "DOROTHY"},
                                         {"DOUG", "DOUGLAS"},
                                         {"ED", "EDWARD"},
                                         {"EDDIE", "EDWARD"},
                                         {"ELLIE", "ELEANOR"},
                                         {"ELSIE", "ELIZABETH"},
                                         {"FANNY", "FRANCES"},
                                         {"FLO", "FLORENCE"},
                                         {"FRAN", "FRANCES"},
                                         {"FRANK", "FRANCIS"},
                                         {"FRED", "FREDERICK"},
                                         {"FREDDIE", "FREDERICK"},
                                         {"FREDDY", "FREDERICK"},
                                         {"GABBY", "GABRIELLE"},
                                         {"GAZ", "GARY"},
                                         {"GEOFF", "GEOFFREY"},
                                         {"GERRY", "GERALD"},
                                         {"GINA", "GEORGINA"},
                                         {"GREG", "GREGORY"},
                                         {"GWEN", "GWENDOLINE"},
                                         {"HAL", "HENRY"},
                                         {"HARRY", "HENRY"},
                                         {"HATTIE", "HARRIET"},
                                         {"IZZY", "ISABEL"},
                                         {"JACK", "JOHN"},
                                         {"JACKIE", "JACQUELINE"},
                                         {"JAKE", "JACOB"},
                                         {"JAMIE", "JAMES"},
                                         {"JAN", "JANET"},
                                         {"JEFF", "JEFFREY"},
                                         {"JEN", "JENNIFER"},
                                         {"JENNIE", "JENNIFER"},
                                         {"JENNY", "JENNIFER"},
                                         {"JERRY", "JEREMY"},
                                         {"JESS", "JESSICA"},
                                         {"JIM", "JAMES"},
                                         {"JIMMY", "JAMES"},
                                         {"JO", "JOANNE"},
                                         {"JOE", "JOSEPH"},
                                         {"JON", "JONATHAN"},
                                         {"JOSH", "JOSHUA"},
                                         {"JUDY", "JUDITH"},
                                         {"KATE", "KATHERINE"},
                                         {"KATH", "KATHLEEN"},
                                         {"KATHY", "KATHLEEN"},
                                         {"KATIE", "KATHERINE"},
                                         {"KATY", "KATHERINE"},
                                         {"KEN", "KENNETH"},
                                         {"KENNY", "KENNETH"},
                                         {"KIM", "KIMBERLEY"},
                                         {"KIT", "CHRISTOPHER"},
                                         {"LARRY", "LAWRENCE"},
                                         {"LEN", "LEONARD"},
                                         {"LES", "LESLIE"},
                                         {"LIBBY", "ELIZABETH"},
                                         {"LIL", "LILIAN"},
                                         {"LIZ", "ELIZABETH"},
                                         {"LIZZIE", "ELIZABETH"},
                                         {"LOU", "LOUISE"},
                                         {"LUCE", "LUCY"},
                                         {"MADDIE", "MADELEINE"},
                                         {"MAGGIE", "MARGARET"},
                                         {"MANDY", "AMANDA"},
                                         {"MARGE", "MARGARET"},
                                         {"MARTY", "MARTIN"},
                                         {"MATT", "MATTHEW"},
                                         {"MAX", "MAXWELL"},
                                         {"MEG", "MARGARET"},
                                         {"MEL", "MELANIE"},
                                         {"MICK", "MICHAEL"},
                                         {"MIKE", "MICHAEL"},
                                         {"MILLIE", "MILDRED"},
                                         {"MINNIE", "WILHELMINA"},
                                         {"MITCH", "MITCHELL"},
                                         {"MO", "MAUREEN"},
                                         {"MOLLIE", "MARY"},
                                         {"MOLLY", "MARY"},
                                         {"NAT", "NATHAN"},
                                         {"NATE", "NATHAN"},
                                         {"NED", "EDWARD"},
                                         {"NELL", "ELEANOR"},
                                         {"NELLIE", "ELEANOR"},
                                         {"NICK", "NICHOLAS"},
                                         {"NICKY", "NICOLA"},
                                         {"NIKKI", "NICOLA"},
                                         {"NORM", "NORMAN"},
                                         {"OLLIE", "OLIVER"},
                                         {"OLLY", "OLIVER"},
                                         {"PAM", "PAMELA"},
                                         {"PAT", "PATRICIA"},
                                         {"PATTY", "PATRICIA"},
                                         {"PEG", "MARGARET"},
                                         {"PEGGY", "MARGARET"},
                                         {"PENNY", "PENELOPE"},
                                         {"PETE", "PETER"},
                                         {"PHIL", "PHILIP"},
                                         {"PIP", "PHILIPPA"},
                                         {"RAY", "RAYMOND"},
                                         {"REG", "REGINALD"},
                                         {"RICH", "RICHARD"},
                                         {"RICK", "RICHARD"},
                                         {"ROB", "ROBERT"},
                                         {"ROBBIE", "ROBERT"},
                                         {"ROD", "RODNEY"},
                                         {"RON", "RONALD"},
                                         {"RONNIE", "RONALD"},
                                         {"ROSIE", "ROSE"},
                                         {"RUSS", "RUSSELL"},
                                         {"SADIE", "SARAH"},
                                         {"SALLY", "SARAH"},
                                         {"SAM", "SAMUEL"},
                                         {"SANDY", "ALEXANDER"},
                                         {"SID", "SIDNEY"},
                                         {"STAN", "STANLEY"},
                                         {"STEPH", "STEPHANIE"},
                                         {"STEVE", "STEPHEN"},
                                         {"STU", "STUART"},
                                         {"SUE", "SUSAN"},
                                         {"SUZIE", "SUSAN"},
                                         {"TED", "EDWARD"},
                                         {"TERRY", "TERENCE"},
                                         {"TESS", "THERESA"},
                                         {"THEO", "THEODORE"},
                                         {"TIM", "TIMOTHY"},
                                         {"TOM", "THOMAS"},
                                         {"TOMMY", "THOMAS"},
                                         {"TONI", "ANTONIA"},
                                         {"TONY", "ANTHONY"},
                                         {"TRISH", "PATRICIA"},
                                         {"VAL", "VALERIE"},
                                         {"VIC", "VICTOR"},
                                         {"VICKY", "VICTORIA"},
                                         {"VIN", "VINCENT"},
                                         {"VIV", "VIVIEN"},
                                         {"WALLY", "WALTER"},
                                         {"WILF", "WILFRED"},
                                         {"WILL", "WILLIAM"},
                                         {"WILLIE", "WILLIAM"},
                                         {"WINNIE", "WINIFRED"},
                                         {"ZAC", "ZACHARY"},
                                         {"ZACK", "ZACHARY"},
                                         {NULL, NULL}};
